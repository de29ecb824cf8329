/**
 * A rehearsal has a room of its own, with the plan of the room that it stands for, and ends with its server: bots take nobody's place, and
 * stand in no table of a real lesson. One that its server could not end, for it was killed, ends at the next start.
 */
import type { People } from './people'
import type { Store } from './store/store'

/** The room's value that says what it is for. */
const MARK = 'rehearsal'
/** What hosts prepare: plans and notes. */
const PREPARED = 'host'

/** `like`: the room whose plan is rehearsed. */
export async function openRehearsal(people: People, store: Store, like: string): Promise<string> {
  const room = await people.openRoom()
  await store.put(room, MARK, 'yes')
  for (const update of await store.load(like, PREPARED)) store.append(room, PREPARED, update)
  await store.safe(room)
  return room
}

/** Those that are there, each with when it was last used. */
export async function rehearsalsIn(store: Store, people: People): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const room of await store.rooms())
    if ((await store.value(room, MARK)) !== null) found.set(room, (await people.roomKept(room))?.usedMs ?? 0)
  return found
}
