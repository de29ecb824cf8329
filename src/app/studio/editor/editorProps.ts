/** What both editors are given: one file of a policy, what is wrong with it, a line to show. */
import type { Problem } from '../../../policies/compiler'

/** What TypeScript says of a line, in its own words. */
export interface TypeProblem {
  file: string
  line: number
  text: string
}
export interface EditorProps {
  /** The folder of all its files' names: files of two decisions never meet. */
  folder: string
  file: string
  files: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /** From 1. */
  shown: { file: string; line: number } | null
  change: (text: string) => void
  apply: () => void
  /** Told once how to format; null where the editor cannot. */
  offerFormat: (format: (() => void) | null) => void
  /** Told whenever TypeScript has looked; never where the editor cannot ask it. */
  tellTypes: (problems: TypeProblem[]) => void
}
