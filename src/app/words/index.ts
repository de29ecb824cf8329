/**
 * The catalogue: every word of the page, one folder per language and one file per room. An entry is a string or a
 * function of parameters. A translation adds a folder (its index.ts exports `catalogue`, its later.ts `later`, of the same types as
 * English) and changes no code: it is found by its name, loaded when chosen, and TypeScript tells what it still lacks.
 */
import { catalogue as english } from './en'
import type { later as laterEnglish } from './en/later'

type Later = typeof laterEnglish
export type Catalogue = typeof english & Later

const folders = import.meta.glob<{ catalogue: typeof english }>(['./*/index.ts', '!./en/index.ts'])
const laterFiles = import.meta.glob<{ later: Later }>('./*/later.ts')

let language = 'en'
let active = { ...english } as Catalogue

/** The active language's catalogue: `words().shell.play`, `words().graph.…`. */
export function words(): Catalogue {
  return active
}

/** A room that opens later, together with its words: to be handed the import of that room. */
export async function withItsWords<Room>(room: Promise<Room>): Promise<Room> {
  const { later } = await laterFiles[`./${language}/later.ts`]()
  Object.assign(active, later)
  return room
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
    language = tag
    active = { ...(await folders[path]()).catalogue } as Catalogue
    return tag
  }
  language = 'en'
  active = { ...english } as Catalogue
  return 'en'
}
