/** Rooms without a network: what one learner's trouble costs, and what time does to a room. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAnswers } from '../../../src/classroom/documents/answers'
import { readRoster } from '../../../src/classroom/documents/roster'
import { MAP_NAME } from '../../../src/classroom/entries'
import { ROOM_PROTOCOL } from '../../../src/classroom/messages'
import { MemoryShelf } from '../../../src/server/classroom/checkpoints'
import { Rooms } from '../../../src/server/classroom/rooms'
import { House } from '../../../src/server/classroom/secrets'
import { FileStore } from '../../../src/server/classroom/store/fileStore'
import { temporaryFolder, until, updateOf } from './client'

let folder: ReturnType<typeof temporaryFolder>
let store: FileStore
let rooms: Rooms
let wallMs: number
beforeEach(async () => {
  folder = temporaryFolder()
  store = (await FileStore.open(folder.data)).store
  wallMs = Date.now()
  const house = new House(await store.secret())
  const parts = { store, house, extensions: [], shelf: new MemoryShelf(), now: () => performance.now() }
  rooms = new Rooms({ ...parts, wallMs: () => wallMs })
})
afterEach(async () => {
  await rooms.close()
  await store.close()
  folder.end()
})
const entries = (room: string, document: string): unknown =>
  rooms.engine.documents.get(`${room}/${document}`)?.getMap(MAP_NAME).toJSON()

describe('a learner whose document cannot be read', () => {
  it('costs nobody else their answer, nor the list of who is here', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const room = await rooms.people.openRoom()
    const code = (await store.value(room, 'code'))!
    const joins = () => rooms.people.join(room, { protocol: ROOM_PROTOCOL, code })
    const [ada, bob] = [await joins(), await joins()]
    await rooms.close()
    // Bob is gathered first, so that his answer is in hand when hers is asked for.
    for (const { id } of [bob, ada]) store.append(room, `learner/${id}`, updateOf('hand', 3))
    const load = store.load.bind(store)
    vi.spyOn(store, 'load').mockImplementation(async (where, document) => {
      if (document !== `learner/${ada.id}`) return load(where, document)
      rooms['open'].get(room)?.then(
        (one) => one.learnerChanged(ada.id),
        () => {},
      ) // and again
      throw new Error('damaged')
    })
    rooms['open'].clear()
    await rooms.room(room)
    const seen = () => typeof readAnswers(entries(room, 'answers')).learner.get(bob.id)?.hand === 'number'
    await until(
      () => seen() && readRoster(entries(room, 'roster')).learner.size === 2,
      'he is seen, and both are listed',
    )
    vi.restoreAllMocks()
  })
})

const DAY_MS = 24 * 3_600_000
/** As the server does, hour by hour, but for days without hours between that do nothing. */
async function daysGoBy(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    wallMs += DAY_MS
    await rooms.expire()
  }
}
describe('a room that nobody uses', () => {
  it('is deleted after thirty days, and one that somebody used is not', async () => {
    await rooms.expire()
    const [unused, used] = [await rooms.people.openRoom(), await rooms.people.openRoom()]
    await daysGoBy(29)
    await rooms.people.used(used)
    expect((await store.rooms()).sort()).toEqual([unused, used].sort())
    await daysGoBy(2)
    expect(await store.rooms()).toEqual([used])
  })
  it('is not deleted by a clock that is wrong when the server starts, or leaps while it runs', async () => {
    const room = await rooms.people.openRoom()
    for (const leap of [400 * DAY_MS, -400 * DAY_MS, 3 * DAY_MS]) {
      wallMs += leap
      await rooms.expire()
      expect(await store.rooms()).toEqual([room])
    }
  })
  it('stays where it cannot be told when it was used: its log may be damaged', async () => {
    const room = await rooms.people.openRoom()
    await store.put(room, 'room', null)
    await rooms.expire()
    await daysGoBy(40)
    expect(await store.rooms()).toEqual([room])
  })
})
