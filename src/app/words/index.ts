/**
 * The catalogue: every word of the page, one folder per language and one file per room. An entry is a string or a
 * function of parameters. A translation adds a folder (its index.ts exports `catalogue: Catalogue`) and changes no code:
 * it is found by its name, loaded when chosen, and TypeScript tells what it still lacks.
 */
import { catalogue as english } from './en'

export type Catalogue = typeof english

const folders = import.meta.glob<{ catalogue: Catalogue }>(['./*/index.ts', '!./en/index.ts'])

let active: Catalogue = english

/** The active language's catalogue: `words().shell.play`, `words().graph.…`. */
export function words(): Catalogue {
  return active
}

/** Languages that have a folder, as BCP 47 tags. */
export function languages(): string[] {
  return ['en', ...Object.keys(folders).map((path) => path.slice(2, -'/index.ts'.length))]
}

/** Loads and activates a language before the page is drawn; an unknown one leaves English. */
export async function chooseLanguage(tag: string): Promise<string> {
  const path = `./${tag}/index.ts`
  const known = path in folders
  active = known ? (await folders[path]()).catalogue : english
  return known ? tag : 'en'
}
