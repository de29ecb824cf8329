/** The sentences of verdicts on histories, for the worker that judges: it has no other words, and loads none. */
import type { verdicts } from './en/verdicts'

export type VerdictWords = typeof verdicts

const files = import.meta.glob<{ verdicts: VerdictWords }>('./*/verdicts.ts')

/** `language`: the tag of a folder, as `activeLanguage()` tells it. */
export async function verdictWords(language: string): Promise<VerdictWords> {
  return (await files[`./${language}/verdicts.ts`]()).verdicts
}
