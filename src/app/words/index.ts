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

/**
 * Activates the first of the wanted languages (BCP 47 tags, best first) that has a folder, before the page is drawn; English
 * where none has. A tag's folder may be its language alone: "de" serves "de-AT". Returns the tag of the folder.
 */
export async function chooseLanguage(wanted: readonly string[]): Promise<string> {
  for (const tag of wanted.flatMap((full) => [full, full.split('-')[0]])) {
    if (tag === 'en') break
    const path = `./${tag}/index.ts`
    if (!(path in folders)) continue
    active = (await folders[path]()).catalogue
    return tag
  }
  active = english
  return 'en'
}
