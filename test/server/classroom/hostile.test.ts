/** Hostile clients: the server refuses them, each with a clear code, and everybody else goes on. */
import { connect } from 'node:net'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { readAnswers } from '../../../src/classroom/documents/answers'
import { documentName } from '../../../src/classroom/documents/names'
import { readRoster } from '../../../src/classroom/documents/roster'
import { MAP_NAME } from '../../../src/classroom/entries'
import { ROOM_LIMITS } from '../../../src/classroom/limits'
import type { Joined, Refusal } from '../../../src/classroom/messages'
import { ROOM_PROTOCOL } from '../../../src/classroom/messages'
import type { Classroom } from '../../../src/server/classroom/main'
import { startClassroom } from '../../../src/server/classroom/main'
import {
  Client,
  Raw,
  deletionThatDepends,
  frameBytes,
  joins,
  post,
  sized,
  temporaryFolder,
  tryToEnter,
  tryToJoin,
  until,
  updateOf,
  updateThatDepends,
  updateThatFails,
} from './client'

const UPDATE = 2
const STEP2 = 1
const SYNC = 0
const AWARENESS = 1

let folder: ReturnType<typeof temporaryFolder>
let classroom: Classroom
let room: string
let code: string
let teacher: Client
let ada: Joined
let bob: Joined

beforeAll(async () => {
  folder = temporaryFolder()
  classroom = await startClassroom({ port: 0, host: '127.0.0.1', keep: { data: folder.data }, site: folder.site })
  ;({ room, code } = classroom.rooms[0])
  teacher = new Client(classroom.port, room, classroom.rooms[0].host)
  await teacher.opened('lead')
  ada = await joins(classroom.port, { room, code })
  bob = await joins(classroom.port, { room, code })
})
afterAll(async () => {
  teacher.end()
  await classroom.close()
  folder.end()
})
const lead = () => documentName({ room, document: 'lead' })
const own = (learner: Joined) => documentName({ room, document: 'learner', learner: learner.id })
/** A socket on which these documents have been opened with the token; resolves once the engine has answered each. */
async function raw(token: string, ...documents: string[]): Promise<Raw> {
  const one = await Raw.open(classroom.port)
  for (const document of documents) one.auth(document, token)
  await until(() => one.heard.length >= documents.length, 'each document is answered for')
  return one
}
/** Whether the server refused the document, by the code in its answer. */
const refusedWith = (one: Raw, code: string) => one.heard.some((message) => message.toString('latin1').includes(code))
async function leadStays(): Promise<void> {
  await teacher.stored('lead')
  expect(teacher.entries('lead').hacked).toBeUndefined()
}

describe('a learner', () => {
  it('who writes to the lead document is closed, and nothing is written', async () => {
    const one = await raw(ada.token, lead())
    one.frame(lead(), SYNC, UPDATE, sized(updateOf('hacked', true)))
    expect(await one.closes()).toEqual({ code: 4403, reason: 'room.readOnly' })
    await leadStays()
  })
  it('who hides a write in the answer to the server’s question changes nothing either', async () => {
    const one = await raw(ada.token, lead())
    one.frame(lead(), SYNC, STEP2, sized(updateOf('hacked', true)))
    one.frame(lead(), 4, 0, sized(Buffer.from([0])))
    await until(() => one.heard.length > 2, 'the server has answered')
    await leadStays()
    one.end()
  })
  it('is refused another’s document, the hosts’, and what only the server and hosts read', async () => {
    for (const document of [
      own(bob),
      documentName({ room, document: 'host' }),
      documentName({ room, document: 'answers' }),
      documentName({ room, document: 'roster' }),
      documentName({ room, document: 'screen' }),
      `${room}/anything`,
      'elsewhere',
    ]) {
      const one = await raw(ada.token, document)
      expect(refusedWith(one, 'room.notYours'), document).toBe(true)
      one.frame(document, SYNC, UPDATE, sized(updateOf('hacked', true)))
      one.end()
    }
    const mine = new Client(classroom.port, room, bob.token, bob.id)
    expect((await mine.opened('learner')).get('hacked')).toBeUndefined()
    mine.end()
  })
  it('cannot write before saying who it is', async () => {
    const one = await Raw.open(classroom.port)
    one.frame(own(ada), SYNC, UPDATE, sized(updateOf('hacked', true)))
    one.auth(own(ada), ada.token)
    await until(() => one.heard.length > 0, 'the server has answered')
    const mine = new Client(classroom.port, room, ada.token, ada.id)
    expect((await mine.opened('learner')).get('hacked')).toBeUndefined()
    mine.end()
    one.end()
  })
  it('who acts as a host, or proposes on another document, is closed', async () => {
    const act = JSON.stringify({ say: 'act', n: 1, act: { do: 'end' } })
    for (const line of [act, JSON.stringify({ say: 'propose', n: 1, command: { kind: 'healAll' } })]) {
      const one = await raw(ada.token, own(ada))
      one.frame(own(ada), 5, sized(Buffer.from(line)))
      expect(await one.closes()).toEqual({ code: 4403, reason: 'room.notYours' })
    }
    await leadStays()
  })
})

describe('stored', () => {
  it('is not said before the page has sent what the server lacks', async () => {
    const one = await Raw.open(classroom.port)
    const store = (n: number) => one.frame(own(ada), 5, sized(Buffer.from(JSON.stringify({ say: 'store', n }))))
    store(1)
    one.auth(own(ada), ada.token)
    store(2)
    one.frame(own(ada), SYNC, STEP2, sized(updateOf('hand', 9)))
    await until(() => one.heard.length > 0, 'the server has answered')
    store(3)
    one.frame(own(ada), SYNC, STEP2, sized(updateOf('hand', 10)))
    store(4)
    await until(() => refusedWith(one, '"n":4'), 'it is stored')
    expect([1, 2, 3].filter((n) => refusedWith(one, `"n":${n}`))).toEqual([])
    one.end()
  })
})

describe('tokens', () => {
  it('of one room open no other', async () => {
    const opened = await post<{ room: string; code: string }>(classroom.port, 'classroom/open', {
      protocol: ROOM_PROTOCOL,
      key: classroom.key,
    })
    if (!('room' in opened)) throw new Error(opened.code)
    const there = documentName({ room: opened.room, document: 'lead' })
    const one = await raw(ada.token, there)
    expect(refusedWith(one, 'room.noSuchToken')).toBe(true)
    one.end()
    expect(await tryToEnter(classroom.port, opened.room, classroom.rooms[0].host)).toEqual({ code: 'room.noSuchToken' })
  })
  it('of two people do not go on one socket', async () => {
    const one = await raw(ada.token, own(ada))
    one.auth(own(bob), bob.token)
    await until(() => refusedWith(one, 'room.noSuchToken'), 'the second is refused')
    one.end()
  })
  it('that are tried out close the socket', async () => {
    const one = await Raw.open(classroom.port)
    for (let i = 1; i <= 8 && one.closed === null; i++) {
      one.auth(lead(), 'abcdefgh'[i - 1].repeat(32))
      await until(() => one.heard.length >= i || one.closed !== null, 'each is answered')
    }
    expect(await one.closes()).toEqual({ code: 4401, reason: 'room.noSuchToken' })
  })
})

describe('presence', () => {
  it('is the server’s: whoever sends awareness, under whatever id, is closed', async () => {
    const one = await raw(ada.token, own(ada), lead())
    one.frame(lead(), AWARENESS, sized(Buffer.concat([Buffer.from([1, 7, 1]), sized(Buffer.from('{"name":"Bob"}'))])))
    expect(await one.closes()).toEqual({ code: 4403, reason: 'room.presence' })
  })
})

describe('messages', () => {
  it('of 100 MB end the connection before they are read, and the server goes on', async () => {
    const one = await raw(ada.token, own(ada))
    one.web.send(Buffer.alloc(100_000_000))
    expect((await one.closes()).code).toBe(1009)
    await leadStays()
  })
  it.each([
    ['nothing', Buffer.from([])],
    ['noise', Buffer.from([255, 255, 255, 255, 255, 255, 255, 255, 255, 255])],
    ['a name that never ends', Buffer.concat([Buffer.from([200, 200, 3]), Buffer.alloc(20, 97)])],
    ['for a second session of a document', frameBytes('x\0y', 2, 0, sized(Buffer.from('t')))],
    ['a type that is none', frameBytes('x', 77)],
    ['the servers’ own kind', frameBytes('x', 6, sized(Buffer.from('{}')))],
    ['a sync step that is none', frameBytes('x', 0, 9, sized(Buffer.from([0])))],
  ])('that are %s close the connection', async (_, bytes) => {
    const one = await Raw.open(classroom.port)
    one.web.send(bytes)
    expect(await one.closes()).toEqual({ code: 4400, reason: 'room.malformed' })
  })
  it('as text, damaged updates and words that mean nothing close it too', async () => {
    const text = await Raw.open(classroom.port)
    text.web.send('hello')
    expect(await text.closes()).toEqual({ code: 4400, reason: 'room.malformed' })
    const damaged = await raw(ada.token, own(ada))
    damaged.frame(own(ada), SYNC, UPDATE, sized(Buffer.from([9, 1, 2, 3])))
    expect(await damaged.closes()).toEqual({ code: 4400, reason: 'room.malformed' })
    const words = await raw(ada.token, own(ada))
    words.frame(own(ada), 5, sized(Buffer.from('{"say":"sudo"}')))
    expect(await words.closes()).toEqual({ code: 4400, reason: 'room.malformed' })
  })
  it('beyond what a document may hold are refused, and what it held stays', async () => {
    const mine = new Client(classroom.port, room, bob.token, bob.id)
    const map = await mine.opened('learner')
    map.set('hand', 3)
    await mine.stored('learner')
    const large = 'x'.repeat(ROOM_LIMITS.learnerBytes / 2)
    const one = await raw(bob.token, own(bob))
    one.frame(own(bob), SYNC, STEP2, sized(updateOf('a', large)))
    one.frame(own(bob), SYNC, UPDATE, sized(updateOf('b', large)))
    expect(await one.closes()).toEqual({ code: 4413, reason: 'room.tooLarge' })
    expect(map.get('hand')).toBe(3)
    mine.end()
  })
  it.each([
    ['of what was never written', () => updateThatDepends(100_000)],
    ['that take away what was never written', deletionThatDepends],
  ])('%s are not kept waiting, and nothing of them is called stored', async (_, update) => {
    const mallory = await joins(classroom.port, { room, code })
    for (const step of [STEP2, UPDATE]) {
      const one = await raw(mallory.token, own(mallory))
      if (step === UPDATE) one.frame(own(mallory), SYNC, STEP2, sized(updateOf('hand', 1)))
      one.frame(own(mallory), SYNC, step, sized(update()))
      one.frame(own(mallory), 5, sized(Buffer.from('{"say":"store","n":1}')))
      expect(await one.closes()).toEqual({ code: 4400, reason: 'room.malformed' })
      expect(refusedWith(one, '"stored"')).toBe(false)
    }
    const again = new Client(classroom.port, room, mallory.token, mallory.id)
    const map = await again.opened('learner')
    map.set('hand', 4)
    await again.stored('learner')
    again.end()
  })
  it('written before the page has answered what the server lacks are dropped, for that answer has them', async () => {
    const eve = await joins(classroom.port, { room, code })
    const one = await raw(eve.token, own(eve))
    one.frame(own(eve), SYNC, UPDATE, sized(updateOf('hand', 5)))
    one.frame(own(eve), SYNC, STEP2, sized(updateOf('name', 'Eve')))
    one.frame(own(eve), 5, sized(Buffer.from('{"say":"store","n":1}')))
    await until(() => refusedWith(one, '"stored"'), 'it is stored')
    const hers = new Client(classroom.port, room, eve.token, eve.id)
    const map = await hers.opened('learner')
    expect([map.get('hand'), map.get('name')]).toEqual([undefined, 'Eve'])
    hers.end()
    one.end()
  })
  it('too many in a second close the connection', async () => {
    const one = await raw(ada.token, own(ada))
    for (let i = 0; i < 2_000; i++) one.frame(own(ada), SYNC, 0, sized(Buffer.from([0])))
    expect(await one.closes()).toEqual({ code: 4429, reason: 'room.tooFast' })
  })
  it('that nest without end are no document, neither to the server nor to a reader', async () => {
    const mallory = await joins(classroom.port, { room, code })
    const document = new Y.Doc()
    let inner = new Y.Map<unknown>()
    document.getMap(MAP_NAME).set('name', inner)
    for (let depth = 0; depth < 3_000; depth++) {
      const next = new Y.Map<unknown>()
      inner.set('name', next)
      inner = next
    }
    const one = await raw(mallory.token, own(mallory))
    one.frame(own(mallory), SYNC, STEP2, sized(Y.encodeStateAsUpdate(document)))
    one.frame(own(mallory), 5, sized(Buffer.from('{"say":"store","n":1}')))
    await until(() => one.closed !== null || refusedWith(one, 'stored'), 'the server has answered')
    await leadStays()
    one.end()
  })
  it('that look like updates and cannot be applied harm their writer’s document alone, and it opens again', async () => {
    const mallory = await joins(classroom.port, { room, code })
    const one = await raw(mallory.token, own(mallory))
    one.frame(own(mallory), SYNC, STEP2, sized(updateThatFails()))
    one.frame(own(mallory), 5, sized(Buffer.from('{"say":"store","n":1}')))
    await until(() => one.closed !== null || refusedWith(one, 'stored'), 'the server has answered')
    one.end()
    const eve = await joins(classroom.port, { room, code })
    const hers = new Client(classroom.port, room, eve.token, eve.id)
    const map = await hers.opened('learner')
    map.set('hand', 8)
    await hers.stored('learner')
    await teacher.opened('answers')
    const seen = () => readAnswers(teacher.entries('answers')).learner.get(eve.id)?.hand
    await until(() => typeof seen() === 'number', 'others are heard all the same')
    hers.end()
    const again = await raw(mallory.token, own(mallory))
    expect(refusedWith(again, 'read-write')).toBe(true)
    again.end()
  })
  it('that are named as what every object has cost nobody their answer, nor the list of who is here', async () => {
    const [mallory, eve] = [await joins(classroom.port, { room, code }), await joins(classroom.port, { room, code })]
    const one = await raw(mallory.token, own(mallory))
    const told = { cause: { kind: 'kill', where: 'node db-1' }, sure: 'sure', atUs: 1, atMs: 1 }
    // Again and again, so that nothing is gathered without it.
    const write = () => one.frame(own(mallory), SYNC, STEP2, sized(updateOf('diagnosis/constructor/1', told)))
    const hers = new Client(classroom.port, room, eve.token, eve.id)
    const map = await hers.opened('learner')
    map.set('hand', 8)
    await Promise.all([teacher.opened('answers'), teacher.opened('roster')])
    const seen = () => typeof readAnswers(teacher.entries('answers')).learner.get(eve.id)?.hand === 'number'
    const listed = () => readRoster(teacher.entries('roster')).learner.get(eve.id)?.present === true
    await until(() => {
      write()
      return seen() && listed()
    }, 'her hand is seen, and she is in the list')
    one.end()
    hers.end()
  })
  it('script in a name stays text, which is no name', async () => {
    expect(await tryToJoin(classroom.port, { room, code, name: '<img src=x onerror=alert(1)>' })).toEqual({
      code: 'name.long',
    })
    expect(await tryToJoin(classroom.port, { room, code, name: '<script>x' })).toEqual({ code: 'name.signs' })
  })
})

describe('crowds', () => {
  it('one person opens so many pages, and then the oldest gives way', async () => {
    const eve = await joins(classroom.port, { room, code })
    const pages: Raw[] = []
    for (let i = 0; i <= ROOM_LIMITS.socketsEach; i++) pages.push(await raw(eve.token, own(eve)))
    expect(await pages[0].closes()).toEqual({ code: 4409, reason: 'room.elsewhere' })
    expect(pages.slice(1).every(({ closed }) => closed === null)).toBe(true)
    for (const one of pages) one.end()
  })
  it('a page of another build is told so, also one that says nothing of it', async () => {
    for (const query of ['', '?protocol=1', '?protocol=x']) {
      const one = await Raw.open(classroom.port, query)
      expect(await one.closes()).toEqual({ code: 4426, reason: 'room.protocol' })
    }
  })
  it('a full room refuses further sockets, and takes one when another has left', async () => {
    const entered = await tryToEnter(classroom.port, room, classroom.rooms[0].host)
    if (!('projector' in entered)) throw new Error(entered.code)
    const projector = entered.projector!
    const sockets: Raw[] = []
    const refused = () => sockets.filter((one) => refusedWith(one, 'room.tooManySockets'))
    while (refused().length === 0 && sockets.length <= ROOM_LIMITS.sockets) {
      sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => raw(projector, lead())))))
    }
    expect(refused().length).toBeGreaterThan(0)
    const host = await raw(classroom.rooms[0].host, lead())
    expect(refusedWith(host, 'room.tooManySockets')).toBe(false)
    host.end()
    sockets.find((one) => !refused().includes(one))!.end()
    await until(async () => {
      const next = await raw(projector, lead())
      sockets.push(next)
      return !refused().includes(next)
    }, 'a place is free again')
    for (const one of sockets) one.end()
  })
  it('so many learners belong to a room, and no more', async () => {
    const answers = []
    for (let i = 0; i <= ROOM_LIMITS.learners / 50; i++)
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => tryToJoin(classroom.port, { room, code })))))
    expect(answers.filter((one) => 'code' in one && one.code === 'room.full').length).toBeGreaterThan(0)
    expect(answers.filter((one) => 'token' in one).length).toBeLessThanOrEqual(ROOM_LIMITS.learners)
    expect(await tryToJoin(classroom.port, { room, returnCode: ada.returnCode })).toMatchObject({ id: ada.id })
    // Whoever is barred leaves a place.
    const last = answers.find((one) => 'token' in one) as Joined
    expect(await teacher.act({ do: 'bar', learner: last.id })).toMatchObject({ say: 'done' })
    expect(await tryToJoin(classroom.port, { room, code })).toHaveProperty('token')
    expect(await tryToJoin(classroom.port, { room, code })).toEqual({ code: 'room.full' })
    // Ada was away when places were given free; by the time she comes back all are taken, and one is freed for her.
    expect(await teacher.act({ do: 'clear', which: 'away' })).toMatchObject({ say: 'done' })
    // From another address: from this one too many have come.
    const joinsToo = () => tryToJoin(classroom.port, { room, code }, '192.0.2.7')
    let next: Joined | Refusal = last
    const newcomers: Joined[] = []
    while ('token' in next) {
      const some = await Promise.all(Array.from({ length: 50 }, joinsToo))
      newcomers.push(...some.filter((one) => 'token' in one))
      next = some[49]
    }
    expect(next).toEqual({ code: 'room.full' })
    expect(newcomers.length).toBeLessThanOrEqual(ROOM_LIMITS.learners)
    const late = await raw(ada.token, own(ada), lead())
    await until(() => refusedWith(late, 'room.full'), 'she is told')
    await teacher.act({ do: 'bar', learner: newcomers[0].id })
    const seated = await raw(ada.token, own(ada), lead())
    expect(refusedWith(seated, 'room.full')).toBe(false)
    // Two documents at once took one place: no other is free, and none was lost.
    expect(await joinsToo()).toEqual({ code: 'room.full' })
    await teacher.act({ do: 'bar', learner: newcomers[1].id })
    expect(await joinsToo()).toHaveProperty('token')
    late.end()
    seated.end()
  })
  it('whoever fails at what nobody guesses holds nobody up', async () => {
    const tries = () => Promise.all(Array.from({ length: 50 }, () => tryToEnter(classroom.port, room, 'a'.repeat(32))))
    for (let i = 0; i < 8; i++) expect((await tries())[49]).toEqual({ code: 'room.noSuchToken' })
    expect(await tryToJoin(classroom.port, { code: 'ABC-DEF-GHJ' })).toEqual({ code: 'room.noSuchRoom' })
  })
  it('who goes in the middle of a request is nobody’s trouble', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const socket = connect(classroom.port, '127.0.0.1')
    socket.write(
      'POST /classroom/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    )
    await new Promise((resolve) => socket.once('ready', resolve))
    await tryToEnter(classroom.port, room, '')
    socket.resetAndDestroy()
    await tryToEnter(classroom.port, room, '')
    await leadStays()
    expect(said).not.toHaveBeenCalled()
    said.mockRestore()
  })
  it('whoever guesses codes is held up; the QR code still lets people in', async () => {
    const other = await post<{ room: string; code: string }>(classroom.port, 'classroom/open', {
      protocol: ROOM_PROTOCOL,
      key: classroom.key,
    })
    if (!('room' in other)) throw new Error(other.code)
    const guess = () => tryToJoin(classroom.port, { code: 'ABC-DEF-GHJ' })
    let last = await guess()
    for (let i = 0; i < 10 && !('retryS' in last); i++)
      last = (await Promise.all(Array.from({ length: 50 }, guess)))[49]
    expect(last).toMatchObject({ code: 'room.tooManyFailures' })
    expect(await tryToJoin(classroom.port, { room: other.room, code: other.code })).toHaveProperty('token')
  })
})
