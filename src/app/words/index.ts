/**
 * The catalogue: every word of the page, one folder per language and one file per room. An entry is a string or a
 * function of parameters. A translation adds a folder (the same files with the same exports as English) and changes no code: it is
 * found by its name, loaded when chosen, and TypeScript tells what it still lacks. Nobody outside names a language's folder.
 */
import { catalogue as english } from './en'
import type * as englishRooms from './en/rooms'

type Rooms = typeof englishRooms
type Parts = Rooms['parts']
type Part = keyof Parts
type Exports<P extends Part> = Awaited<ReturnType<Parts[P]>>
export type Catalogue = typeof english &
  Rooms['rooms'] &
  Exports<'author'> &
  Exports<'gallery'> &
  Exports<'history'> &
  Exports<'homework'> &
  Exports<'lessons'> &
  Exports<'models'> &
  Exports<'pastSession'> &
  Exports<'policyProblems'> &
  Exports<'policySettings'> &
  Exports<'room'> &
  Exports<'roomHost'> &
  Exports<'studio'>

const folders = import.meta.glob<{ catalogue: typeof english }>(['./*/index.ts', '!./en/index.ts'])
const roomFiles = import.meta.glob<Rooms>('./*/rooms.ts')

let language = 'en'
let active = { ...english } as Catalogue

/** The active language's catalogue: `words().shell.play`, `words().graph.…`. */
export function words(): Catalogue {
  return active
}

/** The tag of the active language's folder: for a worker, which has a catalogue of its own. */
export function activeLanguage(): string {
  return language
}

/** A room that opens later, to be handed its import, together with its words: those of the lab's rooms, and parts that it names. */
export async function withItsWords<Room>(room: Promise<Room>, ...asked: Part[]): Promise<Room> {
  const { rooms, parts } = await roomFiles[`./${language}/rooms.ts`]()
  Object.assign(active, rooms)
  for (const part of asked) Object.assign(active, await parts[part]())
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
