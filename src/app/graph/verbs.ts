/** The verbs for what is selected: the one registry that toolbar, inspector, sheet, table, keys and palette share. */
export { verbsFor } from './acts/verbs'
export type { StateNow, Verb, VerbCode } from './acts/verbs'
export { selectionName } from './acts/names'
export { latest } from './paint/latest'
