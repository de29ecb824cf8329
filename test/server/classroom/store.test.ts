/** Rooms on disk: what was called safe survives any crash, and a log does not grow for ever. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { pid } from 'node:process'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { MAP_NAME } from '../../../src/classroom/entries'
import { Bucket, Failures, Joins } from '../../../src/server/classroom/buckets'
import { frameOf } from '../../../src/server/classroom/frames'
import { startClassroom } from '../../../src/server/classroom/main'
import { House } from '../../../src/server/classroom/secrets'
import { FileStore } from '../../../src/server/classroom/store/fileStore'
import { recordBytes } from '../../../src/server/classroom/store/records'
import { RoomLog } from '../../../src/server/classroom/store/roomLog'
import { applyUpdates } from '../../../src/server/classroom/store/updates'
import { frameBytes, sized, temporaryFolder, until, updateOf, updateThatFails } from './client'

const ROOM = `r${'a'.repeat(26)}`
let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  mkdirSync(folder.data)
  path = join(folder.data, 'room.log')
})
afterEach(() => folder.end())

function entriesOf(updates: readonly Uint8Array[]): Record<string, unknown> {
  const document = new Y.Doc()
  for (const update of updates) Y.applyUpdate(document, update)
  return document.getMap(MAP_NAME).toJSON()
}

describe('a room’s log', () => {
  it('gives back documents and values after being opened again', async () => {
    const { log } = await RoomLog.open(path)
    log.update('lead', updateOf('a', 1))
    log.update('learner/x', updateOf('b', 2))
    log.update('lead', updateOf('c', 3))
    await log.put('code', 'first')
    await log.put('code', 'second')
    await log.put('gone', 'soon')
    await log.put('gone', null)
    await log.close()
    const again = await RoomLog.open(path)
    expect(again.cut).toBeNull()
    expect(Object.fromEntries(again.log.values)).toEqual({ code: 'second' })
    expect(again.log.documents().sort()).toEqual(['lead', 'learner/x'])
    expect(entriesOf(await again.log.load('lead'))).toEqual({ a: 1, c: 3 })
    await again.log.close()
  })
  it('keeps all that was called safe, at whatever byte a crash cuts it', async () => {
    const { log } = await RoomLog.open(path)
    const safeAt: number[] = []
    for (let n = 0; n < 6; n++) {
      log.update('lead', updateOf(`k${n}`, n))
      await log.safe()
      safeAt.push(statSync(path).size)
    }
    await log.close()
    const whole = readFileSync(path)
    for (let bytes = 0; bytes <= whole.length; bytes++) {
      const copy = join(folder.data, 'cut.log')
      writeFileSync(copy, whole.subarray(0, bytes))
      const opened = await RoomLog.open(copy)
      const kept = Object.keys(entriesOf(await opened.log.load('lead'))).length
      expect(kept, `cut at ${bytes}`).toBe(safeAt.filter((at) => at <= bytes).length)
      // It is written on from there.
      opened.log.update('lead', updateOf('more', 1))
      await opened.log.safe()
      expect(entriesOf(await opened.log.load('lead'))).toHaveProperty('more')
      await opened.log.close()
      await RoomLog.open(copy).then(async (again) => {
        expect(again.cut, `cut at ${bytes}, and written on`).toBeNull()
        await again.log.remove()
      })
    }
  })
  it('says how much was torn, and puts it aside', async () => {
    const { log } = await RoomLog.open(path)
    log.update('lead', updateOf('a', 1))
    await log.close()
    appendFileSync(path, Buffer.from('a torn record'))
    const again = await RoomLog.open(path)
    expect(again.cut).toEqual({ kind: 'torn', bytes: 13, file: `${path}.torn-1` })
    expect(readFileSync(`${path}.torn-1`, 'utf8')).toBe('a torn record')
    expect(entriesOf(await again.log.load('lead'))).toEqual({ a: 1 })
    await again.log.close()
  })
  it('that is damaged before its end is told from a torn one, and kept whole, each time under a name of its own', async () => {
    for (const n of [1, 2]) {
      const { log } = await RoomLog.open(path)
      for (const key of ['a', 'b', 'c']) {
        log.update('lead', updateOf(`${key}${n}`, n))
        await log.safe()
      }
      await log.close()
      const bytes = readFileSync(path)
      bytes[bytes.length - 60] ^= 1 // in the last but one
      writeFileSync(path, bytes)
      const again = await RoomLog.open(path)
      expect(again.cut).toMatchObject({ kind: 'damaged', file: `${path}.damaged-${n}` })
      expect(readFileSync(`${path}.damaged-${n}`)).toEqual(bytes)
      expect(entriesOf(await again.log.load('lead'))).toMatchObject({ [`a${n}`]: n })
      await again.log.close()
    }
  })
  it('what is none is left alone, however it came there', async () => {
    for (const text of ['something else entirely', 'short']) {
      writeFileSync(path, text)
      await expect(RoomLog.open(path)).rejects.toMatchObject({ code: 'classroom.notALog' })
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
  })
  it('a torn record that holds what looks like one is not read on from there', async () => {
    const { log } = await RoomLog.open(path)
    log.update('lead', updateOf('a', 1))
    await log.close()
    const inner = recordBytes('put', 'token/x', Buffer.from('{}'))
    const outer = recordBytes('update', 'lead', Buffer.concat([inner, Buffer.alloc(40)]))
    appendFileSync(path, outer.subarray(0, outer.length - 10))
    const again = await RoomLog.open(path)
    expect(again.cut?.kind).toBe('damaged')
    expect(again.log.values.size).toBe(0)
    await again.log.close()
  })
  it('is compacted when it has grown to several times what it holds, while it is written on and read', async () => {
    const { log } = await RoomLog.open(path)
    const document = new Y.Doc()
    document.on('update', (update: Uint8Array) => log.update('lead', update))
    const map = document.getMap(MAP_NAME)
    await log.put('code', 'kept')
    let largest = 0
    for (let n = 0; n < 60; n++) {
      map.set('text', `${n} `.padEnd(100_000, 'x'))
      map.set(`k${n}`, n)
      const reading = log.load('lead')
      map.set('after', n)
      await Promise.all([log.safe(), reading])
      expect(entriesOf(await reading)[`k${n}`]).toBe(n)
      largest = Math.max(largest, statSync(path).size)
    }
    expect(largest).toBeGreaterThan(4_000_000)
    expect(statSync(path).size).toBeLessThan(4_500_000)
    await log.close()
    const again = await RoomLog.open(path)
    expect(again.cut).toBeNull()
    expect(entriesOf(await again.log.load('lead'))).toEqual(map.toJSON())
    expect(again.log.values.get('code')).toBe('kept')
    await again.log.close()
    expect(existsSync(`${path}.new`)).toBe(false)
  })
  it('calls nothing safe before the disk has said so, nor when it says no; and tries again', async () => {
    const { log } = await RoomLog.open(path)
    const handle = await open(path)
    const disk = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> }
    await handle.close()
    let synced = () => {}
    const slow = vi.spyOn(disk, 'datasync').mockReturnValueOnce(new Promise((resolve) => (synced = resolve)))
    let safe = false
    log.update('lead', updateOf('a', 1))
    const saying = log.safe().then(() => (safe = true))
    await until(() => slow.mock.calls.length > 0, 'it is synced')
    expect(safe).toBe(false)
    synced()
    await saying
    slow.mockRejectedValueOnce(new Error('ENOSPC: no space left on device'))
    log.update('lead', updateOf('b', 2))
    await expect(log.safe()).rejects.toMatchObject({ code: 'room.notStored' })
    await until(
      () =>
        log.safe().then(
          () => true,
          () => false,
        ),
      'the disk has room again',
    )
    slow.mockRestore()
    await log.close()
    const again = await RoomLog.open(path)
    expect(entriesOf(await again.log.load('lead'))).toEqual({ a: 1, b: 2 })
    await again.log.close()
  })
  it('of a crash in the middle of compacting, the old one counts', async () => {
    const { log } = await RoomLog.open(path)
    log.update('lead', updateOf('a', 1))
    await log.close()
    copyFileSync(path, `${path}.new`)
    truncateSync(`${path}.new`, 20)
    const again = await RoomLog.open(path)
    expect(entriesOf(await again.log.load('lead'))).toEqual({ a: 1 })
    await again.log.close()
  })
})

describe('an update that cannot be applied', () => {
  it('is left out, and those before and after it are not', () => {
    const document = new Y.Doc()
    applyUpdates(document, [updateOf('a', 1), updateThatFails(), updateOf('b', 2)])
    expect(document.getMap(MAP_NAME).toJSON()).toMatchObject({ a: 1, b: 2 })
  })
})

describe('a folder of rooms', () => {
  it('finds rooms by code, and forgets a removed one', async () => {
    const { store } = await FileStore.open(folder.data)
    await store.put(ROOM, 'code', 'ABC')
    await store.put(ROOM, 'learner/x', '1')
    expect(await store.roomByCode('ABC')).toBe(ROOM)
    expect(await store.count(ROOM, 'n', 2)).toBe(2)
    expect(await store.values(ROOM, 'learner/')).toEqual(new Map([['x', '1']]))
    await store.remove(ROOM)
    expect([await store.roomByCode('ABC'), await store.rooms()]).toEqual([null, []])
    await store.close()
    expect(readdirSync(join(folder.data, 'rooms'))).toEqual([])
  })
  it('keeps its secret, and lets only its owner read it', async () => {
    const first = await FileStore.open(folder.data)
    const secret = await first.store.secret()
    await first.store.close()
    const second = await FileStore.open(folder.data)
    expect(await second.store.secret()).toBe(secret)
    expect(statSync(join(folder.data, 'secret')).mode & 0o077).toBe(0)
    await second.store.close()
    expect(new House(secret).token('host', ROOM)).not.toBe(new House(secret).token('projector', ROOM))
    expect(new House(secret).token('host', ROOM)).not.toBe(new House(`${secret}x`).token('host', ROOM))
  })
  it.each(['', 'short', 'A'.repeat(64), `${'a'.repeat(64)}\n`])(
    'with a secret that is none (%j) does not open: anybody could compute every token',
    async (text) => {
      writeFileSync(join(folder.data, 'secret'), text)
      await expect(
        startClassroom({ port: 0, host: '127.0.0.1', keep: { data: folder.data }, site: folder.site }),
      ).rejects.toMatchObject({ code: 'classroom.secret' })
      expect(existsSync(join(folder.data, 'lock'))).toBe(false)
    },
  )
  it('writes its secret beside before it is one: a crash in between leaves none, and the next start makes it', async () => {
    writeFileSync(join(folder.data, 'secret.new'), 'half of')
    const { store } = await FileStore.open(folder.data)
    expect(await store.secret()).toMatch(/^[0-9a-f]{64}$/)
    expect(existsSync(join(folder.data, 'secret.new'))).toBe(false)
    await store.close()
  })
  it('leaves a room alone whose file is damaged from its beginning, and opens the others', async () => {
    const first = await FileStore.open(folder.data)
    const other = ROOM.replaceAll('a', 'b')
    for (const room of [ROOM, other]) await first.store.put(room, 'code', room)
    await first.store.close()
    const file = join(folder.data, 'rooms', `${ROOM}.log`)
    const bytes = readFileSync(file)
    bytes[3] ^= 1
    writeFileSync(file, bytes)
    const again = await FileStore.open(folder.data)
    expect(again.cuts).toEqual([{ room: ROOM, kind: 'notALog', file }])
    expect(await again.store.rooms()).toEqual([other])
    expect(readFileSync(file)).toEqual(bytes)
    await again.store.close()
  })
  it('keeps what was put aside for thirty days, whatever becomes of the room', async () => {
    const { store } = await FileStore.open(folder.data)
    await store.put(ROOM, 'code', 'ABC')
    await store.close()
    appendFileSync(join(folder.data, 'rooms', `${ROOM}.log`), 'torn')
    const again = await FileStore.open(folder.data)
    const [cut] = again.cuts
    await again.store.remove(ROOM)
    expect(existsSync(cut.file)).toBe(true)
    await again.store.close()
    const longAgo = Date.now() / 1_000 - 31 * 24 * 3_600
    utimesSync(cut.file, longAgo, longAgo)
    await (await FileStore.open(folder.data)).store.close()
    expect(existsSync(cut.file)).toBe(false)
  })
  it('a lock that somebody has just made is theirs, though nothing stands in it yet', async () => {
    writeFileSync(join(folder.data, 'lock'), '')
    await expect(FileStore.open(folder.data)).rejects.toMatchObject({ code: 'classroom.dataInUse' })
  })
  it('is one server’s at a time, unless that one died', async () => {
    writeFileSync(join(folder.data, 'lock'), String(process.ppid))
    await expect(FileStore.open(folder.data)).rejects.toMatchObject({ code: 'classroom.dataInUse' })
    writeFileSync(join(folder.data, 'lock'), '999999999')
    const { store } = await FileStore.open(folder.data)
    expect(readFileSync(join(folder.data, 'lock'), 'utf8')).toBe(String(pid))
    await store.close()
  })
})

describe('limits', () => {
  it('a bucket gives so many at once and so many a second', () => {
    const bucket = new Bucket(2, 3, 0)
    expect([1, 2, 3, 4].map(() => bucket.take(1, 0))).toEqual([true, true, true, false])
    expect([bucket.take(1, 400), bucket.take(1, 500), bucket.take(1, 600)]).toEqual([false, true, false])
    expect(bucket.emptyForS(600)).toBe(1)
    expect(bucket.isFull(3_000)).toBe(true)
    expect(bucket.take(1, 1_000)).toBe(true) // a clock that goes back takes nothing away
  })
  it('a class that mistypes is forgiven; guessing comes down to a try a second, and five from everywhere', () => {
    const failures = new Failures(0)
    for (let i = 0; i < 299; i++) failures.failed('school', 0)
    expect(failures.waitS('school', 0)).toBe(0)
    failures.failed('school', 0)
    expect(failures.waitS('school', 0)).toBe(1)
    expect(failures.waitS('elsewhere', 0)).toBe(0)
    // One address takes from all others only what it has itself.
    for (let i = 0; i < 5_000; i++) failures.failed('school', 0)
    expect(failures.waitS('elsewhere', 0)).toBe(0)
    for (let i = 0; i < 5_000; i++) failures.failed(`address ${i}`, 0)
    expect(failures.waitS('elsewhere', 0)).toBe(1)
    expect(failures.waitS('elsewhere', 1_000)).toBe(0)
  })
  it('a whole class joins at once, and one client asks for seats at a bounded rate, in each room for itself', () => {
    const joins = new Joins()
    for (let i = 0; i < 1_000; i++) expect(joins.waitS('room', 'school', 0)).toBe(0)
    expect(joins.waitS('room', 'school', 0)).toBe(1)
    expect(joins.waitS('room', 'home', 0)).toBe(0)
    expect(joins.waitS('other', 'school', 0)).toBe(0)
    const later = Array.from({ length: 100 }, () => joins.waitS('room', 'school', 1_000))
    expect(later.filter((waitS) => waitS === 0)).toHaveLength(10)
  })
  it('a frame is told from its first bytes, or is none', () => {
    expect(frameOf(frameBytes('r/lead', 5, sized(Buffer.from('{}'))))).toMatchObject({
      document: 'r/lead',
      type: 5,
      step: null,
    })
    expect(frameOf(frameBytes('r/lead', 0, 2, sized(Buffer.from([1, 2]))))).toMatchObject({
      step: 2,
      body: Buffer.from([1, 2]),
    })
    expect(frameOf(frameBytes('r/lead', 0, 2, 9))).toBeNull()
    expect(frameOf(Buffer.alloc(30, 255))).toBeNull()
    // As a second connection to the same document is named.
    expect(frameOf(frameBytes('r/lead\0x', 2, 0))).toBeNull()
  })
})
