/** Checkpoints of a shared cluster at the server: who may send and fetch one, which one is kept, and how many. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSequence } from '../../../src/classroom/documents/sequence'
import { ROOM_LIMITS } from '../../../src/classroom/limits'
import { MemoryShelf } from '../../../src/server/classroom/checkpoints'
import type { Classroom } from '../../../src/server/classroom/main'
import { startClassroom } from '../../../src/server/classroom/main'
import { CHECKPOINT, Client, fetchCheckpoint, joins, sendCheckpoint, temporaryFolder, until } from './client'

let folder: ReturnType<typeof temporaryFolder>
let classroom: Classroom
let teacher: Client
let room: string
beforeEach(async () => {
  folder = temporaryFolder()
  classroom = await startClassroom({ port: 0, host: '127.0.0.1', keep: { data: folder.data }, site: folder.site })
  room = classroom.rooms[0].room
  teacher = new Client(classroom.port, room, classroom.rooms[0].host)
  await teacher.opened('sequence')
})
afterEach(async () => {
  teacher.end()
  await classroom.close()
  folder.end()
})
const sequence = () => readSequence(teacher.entries('sequence'))
/** A shared cluster whose horizon is reserved some way ahead; answers its base. */
async function shared(): Promise<string> {
  await teacher.act({ do: 'share', link: '1.abc', endUs: 3_600_000_000, pace: 10 })
  await teacher.act({ do: 'run', running: true })
  await until(() => (sequence().base?.horizonUs ?? 0) > 40_000_000, 'time runs')
  return sequence().base?.id ?? ''
}
const send = (told: Partial<typeof CHECKPOINT>, bytes = Uint8Array.of(1, 2), token = classroom.rooms[0].host) =>
  sendCheckpoint(classroom.port, room, token, told, bytes)

describe('a checkpoint at the server', () => {
  it('comes of a host, is told to all, and is fetched by anybody in the room and by nobody else', async () => {
    const base = await shared()
    expect(await send({ base })).toEqual([200, true])
    await until(() => sequence().checkpoint !== null, 'it is told')
    const { hex, atUs, events, engine } = CHECKPOINT
    expect(sequence().checkpoint).toEqual({ base, engine, print: { hex, atUs, events }, bytes: 2 })
    const ada = await joins(classroom.port, { code: classroom.rooms[0].code })
    for (const token of [ada.token, classroom.rooms[0].host])
      expect(await fetchCheckpoint(classroom.port, room, token)).toEqual(Buffer.from([1, 2]))
    expect(await fetchCheckpoint(classroom.port, room, 'x'.repeat(32))).toBe(401)
  })
  it('of a learner is refused, and the projector’s', async () => {
    const base = await shared()
    const ada = await joins(classroom.port, { code: classroom.rooms[0].code })
    expect(await send({ base }, Uint8Array.of(6), ada.token)).toEqual([403, 'room.notYours'])
    expect(await fetchCheckpoint(classroom.port, room, ada.token)).toBeNull()
    expect(sequence().checkpoint).toBeNull()
  })
  it('that is too large is refused before it is read', async () => {
    const base = await shared()
    expect(await send({ base }, new Uint8Array(ROOM_LIMITS.checkpointBytes + 1))).toEqual([413, 'room.tooLarge'])
    expect(sequence().checkpoint).toBeNull()
  })
  it('is kept where it is of this cluster, of a time that it came to, and newer than the one that there is', async () => {
    expect((await send({ base: 'b1' }))[1]).toBe('room.noCluster')
    const base = await shared()
    for (const wrong of [{ base: 'another' }, { base, atUs: 3_000_000_000 }])
      expect((await send(wrong))[1]).toBe('room.noCluster')
    expect((await send({ base, atUs: 30_000_000 }))[0]).toBe(200)
    expect(await send({ base, atUs: 20_000_000 }, Uint8Array.of(9))).toEqual([200, false])
    expect((await send({ base, atUs: 35_000_000 }, Uint8Array.of(7)))[0]).toBe(200)
    expect(await fetchCheckpoint(classroom.port, room, classroom.rooms[0].host)).toEqual(Buffer.from([7]))
    await teacher.act({ do: 'unshare' })
    await until(() => sequence().base === null, 'it is over')
    expect(sequence().checkpoint).toBeNull()
  })
  it('of two hosts at once is kept once', async () => {
    const base = await shared()
    const both = await Promise.all([1, 2].map((one) => send({ base }, Uint8Array.of(one))))
    expect(both.map(([status]) => status)).toEqual([200, 200])
    expect(both.filter(([, kept]) => kept === true)).toHaveLength(1)
    expect((await send({ base, atUs: 16_000_000 }, Uint8Array.of(3)))[1]).toBe(true)
  })
  it.each([{ hex: 'no' }, { base: '../b' }, { engine: 'e'.repeat(200) }, { atUs: -1 }, { events: NaN }])(
    'that says %j of itself is none',
    async (told) => {
      const base = await shared()
      expect(await send({ base, ...told })).toEqual([400, 'room.badRequest'])
    },
  )
})

describe('the shelf', () => {
  it('has one a room, the newest, and of all so much', async () => {
    const shelf = new MemoryShelf(10)
    await shelf.put('a', Buffer.alloc(4))
    await shelf.put('b', Buffer.alloc(4))
    await shelf.put('a', Buffer.alloc(3))
    await shelf.put('c', Buffer.alloc(4))
    expect((await shelf.get('a'))?.length).toBe(3)
    expect(await shelf.get('b')).toBeNull()
    await shelf.remove('a')
    expect([await shelf.get('a'), (await shelf.get('c'))?.length]).toEqual([null, 4])
  })
})
