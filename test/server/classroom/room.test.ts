/** A classroom over real sockets: joining, what everybody sees, coming back, what hosts do. */
import { cp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAP_NAME } from '../../../src/classroom/entries'
import { roomHash } from '../../../src/classroom/links'
import { readAnswers } from '../../../src/classroom/documents/answers'
import { readLead } from '../../../src/classroom/documents/lead'
import { readRoster } from '../../../src/classroom/documents/roster'
import { commandsOf, readSequence } from '../../../src/classroom/documents/sequence'
import { agreement } from '../../../src/classroom/digests'
import type { Digest } from '../../../src/classroom/digests'
import { ROOM_PROTOCOL } from '../../../src/classroom/messages'
import type { Classroom } from '../../../src/server/classroom/main'
import { qrText, rehearse, startClassroom } from '../../../src/server/classroom/main'
import { Client, joins, post, temporaryFolder, tryToEnter, tryToJoin, until } from './client'

let folder: ReturnType<typeof temporaryFolder>
let classroom: Classroom
let clients: Client[] = []
const start = () => startClassroom({ port: 0, host: '127.0.0.1', keep: { data: folder.data }, site: folder.site })

beforeEach(async () => {
  folder = temporaryFolder()
  classroom = await start()
})
afterEach(async () => {
  for (const client of clients) client.end()
  clients = []
  await classroom.close()
  folder.end()
})
function page(room: string, token: string, id = ''): Client {
  const client = new Client(classroom.port, room, token, id)
  clients.push(client)
  return client
}
const host = () => page(classroom.rooms[0].room, classroom.rooms[0].host)
async function learner(request: Parameters<typeof joins>[1] = { code: classroom.rooms[0].code }): Promise<Client> {
  const { room, token, id } = await joins(classroom.port, request)
  return page(room, token, id)
}
const DIGEST: Digest = {
  state: 'running',
  open: 'storefront',
  timeUs: 5_000_000,
  stale: 0,
  answered: 1,
  p99Us: 20_000,
  goals: 0,
  goalsOf: 1,
  down: 0,
  print: { hex: 'a'.repeat(16), atUs: 5_000_000, events: 9 },
  hidden: false,
}

describe('the site', () => {
  it('is served with the rooms, and says that there are some', async () => {
    const at = `http://127.0.0.1:${classroom.port}`
    expect(await (await fetch(`${at}/`)).text()).toContain('<div id="root">')
    expect(await (await fetch(`${at}/classroom/hello`)).json()).toMatchObject({
      faultline: 'classroom',
      protocol: ROOM_PROTOCOL,
    })
    const check = await (await fetch(`${at}/check`)).text()
    expect(check).toContain('Can this device join?')
    expect(check).not.toMatch(/<script(?![^>]*\ssrc=)/)
    expect(await (await fetch(`${at}/check.js`)).text()).toContain('classroom/hello')
  })
  it('offers joining as a picture for phones', () => {
    expect(qrText(`http://192.168.1.7:4180/${roomHash({ by: 'room', ...classroom.rooms[0] })}`)).toMatch(/[█▀▄]/)
  })
})

describe('joining', () => {
  it('takes a code as people type it, and gives a name, a token and a way back', async () => {
    const typed = classroom.rooms[0].code.toLowerCase().replace(/(...)(?!$)/g, '$1 ')
    const joined = await joins(classroom.port, { code: typed })
    expect(joined.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    expect(joined.room).toBe(classroom.rooms[0].room)
    expect(await tryToEnter(classroom.port, joined.room, joined.token)).toMatchObject({
      role: 'learner',
      id: joined.id,
      name: joined.name,
      code: null,
      returnCode: joined.returnCode,
    })
  })
  it('gives everybody another name, however many come at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 40 }, () => joins(classroom.port, { code: classroom.rooms[0].code })),
    )
    expect(new Set(all.map(({ name }) => name)).size).toBe(40)
    expect(new Set(all.map(({ token }) => token)).size).toBe(40)
  })
  it('is refused with a clear word', async () => {
    const { port, rooms } = classroom
    expect(await tryToJoin(port, { code: 'ABC-DEF-GHJ' })).toEqual({ code: 'room.noSuchRoom' })
    expect(await tryToJoin(port, { code: rooms[0].code, name: '<b>' })).toEqual({ code: 'name.signs' })
    await joins(port, { code: rooms[0].code, name: 'Ada' })
    expect(await tryToJoin(port, { code: rooms[0].code, name: 'ADA' })).toEqual({ code: 'name.taken' })
    expect(await tryToJoin(port, { code: rooms[0].code, returnCode: 'ABCD-EFGH' })).toEqual({
      code: 'room.noSuchReturnCode',
    })
    expect(await post(port, 'classroom/join', { protocol: 0, code: 'x' })).toEqual({ code: 'room.protocol' })
    expect(await post(port, 'classroom/join', { protocol: ROOM_PROTOCOL, cod: 'x' })).toEqual({
      code: 'room.badRequest',
    })
    expect(await post(port, 'classroom/join', { protocol: ROOM_PROTOCOL, code: 'x'.repeat(9_000) })).toEqual({
      code: 'room.tooLarge',
    })
  })
  it('opens further rooms for whoever has the server’s key only', async () => {
    expect(await post(classroom.port, 'classroom/open', { protocol: ROOM_PROTOCOL, key: 'wrong' })).toEqual({
      code: 'room.noSuchToken',
    })
    const opened = await post<{ room: string; token: string; code: string }>(classroom.port, 'classroom/open', {
      protocol: ROOM_PROTOCOL,
      key: classroom.key,
    })
    if (!('token' in opened)) throw new Error(opened.code)
    expect(opened.room).not.toBe(classroom.rooms[0].room)
    expect((await joins(classroom.port, { code: opened.code })).room).toBe(opened.room)
  })
})

describe('in the room', () => {
  it('what the teacher leads with reaches every learner, and their answers the teacher, stamped by the server', async () => {
    const teacher = host()
    const lead = await teacher.opened('lead')
    const ada = await learner()
    await ada.opened('lead')
    lead.set('frozen', true)
    await until(() => readLead(ada.entries('lead')).frozen === true, 'the freeze arrives')
    const own = await ada.opened('learner')
    own.set('ballot/v1/1', { option: 'up', sure: 'sure', atMs: 4_000_000_000_000 })
    await teacher.opened('answers')
    const seen = () => readAnswers(teacher.entries('answers')).learner.get(ada.id)?.ballots['v1/1']
    await until(() => seen() !== undefined, 'the ballot is gathered')
    expect(seen()).toMatchObject({ option: 'up', sure: 'sure' })
    expect(Math.abs(seen()!.seenMs - Date.now())).toBeLessThan(60_000)
  })
  it('nothing is called stored before it is on disk', async () => {
    const ada = await learner()
    const own = await ada.opened('learner')
    const probe = await open(join(folder.site, 'index.html'))
    const disk = Object.getPrototypeOf(probe) as { datasync: () => Promise<void> }
    await probe.close()
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const syncing = vi.spyOn(disk, 'datasync').mockReturnValue(held)
    own.set('hand', 1)
    ada.say('learner', { say: 'store', n: 7 })
    await until(() => syncing.mock.calls.length > 0, 'it is on its way to the disk')
    // Others are answered meanwhile: the server is not busy, it waits.
    const other = host()
    await other.opened('lead')
    expect(ada.said.some(({ say }) => say === 'stored')).toBe(false)
    syncing.mockRestore()
    release()
    await until(() => ada.said.some((one) => one.say === 'stored' && one.n === 7), 'it is stored')
  })
  it('what a learner wrote just before leaving is gathered all the same', async () => {
    const ada = await learner()
    const own = await ada.opened('learner')
    own.set('hand', 5)
    await ada.stored('learner')
    ada.end()
    const teacher = host()
    await teacher.opened('answers')
    const seen = () => readAnswers(teacher.entries('answers')).learner.get(ada.id)
    await until(() => seen()?.hand !== null && seen() !== undefined, 'the hand is seen')
  })
  it('leaving shows as away and coming back as a return, at the same place', async () => {
    const teacher = host()
    await teacher.opened('roster')
    const joined = await joins(classroom.port, { code: classroom.rooms[0].code })
    const first = page(joined.room, joined.token, joined.id)
    const own = await first.opened('learner')
    own.set('hand', 7)
    await first.stored('learner')
    const present = () => readRoster(teacher.entries('roster')).learner.get(joined.id)
    await until(() => present()?.present === true, 'she is here')
    first.end()
    await until(() => present()?.present === false, 'she is away')
    const again = await joins(classroom.port, { code: classroom.rooms[0].code, returnCode: joined.returnCode })
    expect([again.id, again.name]).toEqual([joined.id, joined.name])
    const second = page(again.room, again.token, again.id)
    expect((await second.opened('learner')).get('hand')).toBe(7)
    await until(() => present()?.present === true && present()?.returns === 1, 'she is back')
  })
  it('a wished name passes the filter, or its learner is told why not', async () => {
    const teacher = host()
    await teacher.opened('roster')
    const ada = await learner()
    const own = await ada.opened('learner')
    own.set('name', 'Ada L.')
    const name = () => readRoster(teacher.entries('roster')).learner.get(ada.id)?.name
    await until(() => name() === 'Ada L.', 'the name is taken over')
    own.set('name', 'sh1t')
    await until(() => ada.said.some((one) => one.say === 'named' && one.code === 'name.refused'), 'it is refused')
    expect(name()).toBe('Ada L.')
    expect(await teacher.act({ do: 'rename', learner: ada.id, name: 'Grace' })).toMatchObject({ say: 'done' })
    await until(() => name() === 'Grace', 'the teacher renames')
    own.set('name', 'Ada again')
    await until(
      () => ada.said.some((one) => one.say === 'named' && one.code === 'name.given'),
      'the teacher’s word holds',
    )
  })
  it('digests reach the teacher in batches, never a learner, and tell whether all see the same', async () => {
    const teacher = host()
    await teacher.opened('roster')
    const [ada, bob] = [await learner(), await learner()]
    for (const one of [ada, bob]) {
      await one.opened('learner')
      await one.opened('lead')
      one.say('learner', { say: 'digest', digest: DIGEST })
    }
    const batches = () => teacher.said.flatMap((one) => (one.say === 'digests' ? [one.digests] : []))
    const all = () => Object.assign({}, ...batches()) as Record<string, Digest>
    await until(() => Object.keys(all()).length === 2, 'both digests come')
    expect(all()[ada.id]).toEqual(DIGEST)
    expect(agreement(all())?.same.length).toBe(2)
    expect([...ada.said, ...bob.said].some(({ say }) => say === 'digests')).toBe(false)
  })
})

describe('seats', () => {
  const aMinuteOn = () =>
    vi.spyOn(Date, 'now').mockImplementation(
      (
        (atMs: number) => () =>
          atMs
      )(Date.now() + 60_000),
    )
  afterEach(() => vi.restoreAllMocks())

  it('that nobody came to are removed, and those of who is here or away are not', async () => {
    const [{ room, code }] = classroom.rooms
    const unused = await joins(classroom.port, { code })
    const [here, away] = [await learner(), await learner()]
    await Promise.all([here.opened('lead'), away.opened('lead')])
    const teacher = host()
    await teacher.opened('roster')
    const seats = () => readRoster(teacher.entries('roster')).learner
    await until(() => seats().get(away.id)?.present === true, 'she is here')
    away.end()
    await until(() => seats().get(away.id)?.present === false, 'she is away')
    expect(await teacher.act({ do: 'clear', which: 'unused' })).toMatchObject({ told: '0' }) // they may be on their way
    aMinuteOn()
    expect(await teacher.act({ do: 'clear', which: 'unused' })).toMatchObject({ told: '1' })
    await until(() => !seats().has(unused.id), 'the seat is gone')
    expect([...seats().keys()].sort()).toEqual([here.id, away.id].sort())
    expect(await tryToEnter(classroom.port, room, unused.token)).toEqual({ code: 'room.noSuchToken' })
    expect(await tryToJoin(classroom.port, { code, returnCode: unused.returnCode })).toEqual({
      code: 'room.noSuchReturnCode',
    })
  })
  it('of who is away are given free, and theirs again when they come back', async () => {
    const [{ room, code }] = classroom.rooms
    const joined = await joins(classroom.port, { code })
    const here = await learner()
    const first = page(room, joined.token, joined.id)
    ;(await first.opened('learner')).set('hand', 5)
    await first.stored('learner')
    await here.opened('lead')
    const teacher = host()
    await teacher.opened('roster')
    const seat = () => readRoster(teacher.entries('roster')).learner.get(joined.id)
    await until(() => seat()?.present === true, 'she is here')
    first.end()
    await until(() => seat()?.present === false, 'she is away')
    expect(await teacher.act({ do: 'clear', which: 'away' })).toMatchObject({ told: '1' })
    await until(() => seat()?.cleared === true, 'her seat is free')
    expect(readRoster(teacher.entries('roster')).learner.get(here.id)).toMatchObject({ cleared: false })
    const again = page(room, joined.token, joined.id)
    const [own] = await Promise.all([again.opened('learner'), again.opened('lead'), again.opened('sequence')])
    expect(own.get('hand')).toBe(5)
    await until(() => seat()?.cleared === false && seat()?.present === true, 'she sits there again')
  })
})

describe('hosts', () => {
  it('bar a learner, whose tokens are then nobody’s, and let them in again', async () => {
    const teacher = host()
    const joined = await joins(classroom.port, { code: classroom.rooms[0].code })
    const ada = page(joined.room, joined.token, joined.id)
    await ada.opened('learner')
    await teacher.act({ do: 'bar', learner: joined.id })
    await until(() => ada.refused.includes('room.barred'), 'her page is told')
    expect(await tryToEnter(classroom.port, joined.room, joined.token)).toEqual({ code: 'room.barred' })
    const { code } = classroom.rooms[0]
    expect(await tryToJoin(classroom.port, { code, returnCode: joined.returnCode })).toEqual({ code: 'room.barred' })
    await teacher.act({ do: 'unbar', learner: joined.id })
    expect(await tryToEnter(classroom.port, joined.room, joined.token)).toMatchObject({ role: 'learner' })
  })
  it('hand over to a co-host, who may do all, and whom they may send away', async () => {
    const teacher = host()
    const invited = await teacher.act({ do: 'inviteHost', name: ' Ms Berg ' })
    if (invited.say !== 'done' || invited.told === undefined) throw new Error('not invited')
    const entered = await tryToEnter(classroom.port, classroom.rooms[0].room, invited.told)
    if (!('role' in entered)) throw new Error(entered.code)
    expect(entered.role).toBe('host')
    const second = page(classroom.rooms[0].room, invited.told)
    ;(await second.opened('lead')).set('title', 'Mine now')
    await until(() => teacher.entries('lead').title === 'Mine now', 'the co-host leads')
    const first = await tryToEnter(classroom.port, classroom.rooms[0].room, classroom.rooms[0].host)
    if (!('role' in first)) throw new Error(first.code)
    expect(await second.act({ do: 'withdrawHost', host: first.id })).toMatchObject({ code: 'room.notYours' })
    await teacher.opened('roster')
    const listed = () => readRoster(teacher.entries('roster')).host.get(entered.id)
    await until(() => listed()?.present === true, 'the list says that the co-host is here')
    expect(listed()).toMatchObject({ name: 'Ms Berg', opened: true })
    await teacher.act({ do: 'withdrawHost', host: entered.id })
    await until(() => second.refused.includes('room.withdrawn'), 'the open page is closed')
    expect(await tryToEnter(classroom.port, classroom.rooms[0].room, invited.told)).toEqual({ code: 'room.withdrawn' })
    await until(() => listed() === undefined, 'the list has lost them')
    second.open('lead').document.getMap(MAP_NAME).set('title', 'Mine still')
    await teacher.stored('lead')
    expect(teacher.entries('lead').title).toBe('Mine now')
  })
  it('see a link that nobody opened yet, after a restart too, and withdraw it', async () => {
    const invited = await host().act({ do: 'inviteHost', name: '' })
    if (invited.say !== 'done' || invited.told === undefined) throw new Error('not invited')
    for (const client of clients) client.end()
    await classroom.close()
    classroom = await start()
    const teacher = host()
    await teacher.opened('roster')
    const [[id, kept]] = readRoster(teacher.entries('roster')).host
    expect(kept).toMatchObject({ name: '', opened: false, present: false })
    await teacher.act({ do: 'withdrawHost', host: id })
    expect(await tryToEnter(classroom.port, teacher.room, invited.told)).toEqual({ code: 'room.withdrawn' })
  })
  it('change the code: the old one, the old link and the old QR code are dead, and who is in stays', async () => {
    const { port } = classroom
    const [{ room, code }] = classroom.rooms
    const joined = await joins(port, { room, code })
    const ada = page(room, joined.token, joined.id)
    await ada.opened('lead')
    const told = await host().act({ do: 'newCode' })
    if (told.say !== 'done' || told.told === undefined) throw new Error('refused')
    expect(await tryToJoin(port, { code })).toEqual({ code: 'room.noSuchRoom' })
    expect(await tryToJoin(port, { room, code })).toEqual({ code: 'room.oldLink' })
    expect(await tryToJoin(port, { room })).toEqual({ code: 'room.oldLink' })
    expect((await joins(port, { code: told.told })).room).toBe(room)
    expect((await joins(port, { room, code: told.told })).room).toBe(room)
    expect(await tryToEnter(port, room, joined.token)).toMatchObject({ id: joined.id })
    expect(await joins(port, { room, returnCode: joined.returnCode })).toMatchObject({ id: joined.id })
    expect(ada.refused).toEqual([])
  })
  it('end the room: everybody is told, and nothing of it is left', async () => {
    const teacher = host()
    const ada = await learner()
    await ada.opened('lead')
    await teacher.act({ do: 'end' })
    await until(() => ada.said.some(({ say }) => say === 'ended'), 'she is told')
    const { room, host: token } = classroom.rooms[0]
    await until(
      async () => JSON.stringify(await tryToEnter(classroom.port, room, token)) === '{"code":"room.noSuchRoom"}',
      'the room is gone',
    )
    await classroom.close()
    classroom = await start()
    expect(classroom.rooms.map((one) => one.room)).not.toContain(room)
  })
  it('learn a return code again for somebody who has lost it', async () => {
    const joined = await joins(classroom.port, { code: classroom.rooms[0].code })
    const told = await host().act({ do: 'returnCode', learner: joined.id })
    expect(told).toMatchObject({ say: 'done', told: joined.returnCode })
  })
})

describe('the shared cluster', () => {
  const kill = { kind: 'kill', target: { node: 'db-1' } } as const
  async function shared(): Promise<{ teacher: Client; ada: Client; bob: Client }> {
    const teacher = host()
    await teacher.opened('sequence')
    const [ada, bob] = [await learner(), await learner()]
    await Promise.all([ada.opened('sequence'), bob.opened('sequence')])
    await teacher.act({ do: 'share', link: '1.abc', endUs: 3_600_000_000, pace: 1 })
    await teacher.act({ do: 'own', learners: [ada.id], ownership: { nodes: ['db-1'], shards: [], roles: [] } })
    await teacher.act({ do: 'run', running: true })
    return { teacher, ada, bob }
  }
  const horizons = (client: Client) => client.said.flatMap((one) => (one.say === 'horizon' ? [one] : []))

  it('takes what an owner proposes, stamps it beyond every horizon published before, and tells all', async () => {
    const { ada, bob } = await shared()
    await until(() => horizons(bob).some(({ horizonUs }) => horizonUs > 0), 'the horizon moves')
    expect(await ada.ask('sequence', (n) => ({ say: 'propose', n, command: kill }))).toMatchObject({ say: 'done' })
    await until(() => commandsOf(readSequence(bob.entries('sequence'))).length === 1, 'all have it')
    const [stamped] = commandsOf(readSequence(bob.entries('sequence')))
    expect(stamped).toMatchObject({ command: kill, by: ada.id })
    const before = horizons(bob).filter(({ commands }) => commands === 0)
    for (const { horizonUs } of before) expect(horizonUs).toBeLessThan(stamped.atUs)
    await until(
      () => horizons(bob).some(({ commands, horizonUs }) => commands === 1 && horizonUs > stamped.atUs),
      'it goes on',
    )
  })
  it('refuses what is not one’s own, and everything while frozen or before there is a cluster', async () => {
    const lone = await learner()
    await lone.opened('sequence')
    const propose = (n: number) => ({ say: 'propose', n, command: kill }) as const
    expect(await lone.ask('sequence', propose)).toMatchObject({ code: 'room.noCluster' })
    const { teacher, ada, bob } = await shared()
    expect(await bob.ask('sequence', propose)).toMatchObject({ code: 'room.notOwner' })
    ;(await teacher.opened('lead')).set('frozen', true)
    await until(async () => (await ada.ask('sequence', propose)).say === 'refused', 'the freeze holds')
    expect(await teacher.ask('sequence', propose)).toMatchObject({ say: 'done' })
  })
  it('stands still while the teacher has stopped every clock, and goes on where it stood', async () => {
    const { teacher, bob } = await shared()
    await until(() => horizons(bob).some(({ horizonUs }) => horizonUs > 0), 'the horizon moves')
    const lead = await teacher.opened('lead')
    lead.set('frozen', true)
    await until(() => horizons(bob).filter(({ running }) => !running).length > 3, 'it is told that time stands')
    const [stood, ...later] = horizons(bob).filter(({ running, horizonUs }) => !running && horizonUs > 0)
    for (const { horizonUs } of later) expect(horizonUs).toBe(stood.horizonUs)
    lead.set('frozen', false)
    await until(() => horizons(bob).some(({ horizonUs }) => horizonUs > stood.horizonUs), 'it goes on')
  })
  it('after a restart goes on beyond whatever a browser was let step to', async () => {
    const { teacher, ada } = await shared()
    await ada.ask('sequence', (n) => ({ say: 'propose', n, command: kill }))
    await until(() => horizons(teacher).some(({ horizonUs }) => horizonUs > 500_000), 'the horizon moves')
    await classroom.close()
    const furthest = Math.max(...horizons(teacher).map(({ horizonUs }) => horizonUs))
    for (const client of clients) client.end()
    clients = []
    classroom = await start()
    const again = host()
    await again.opened('sequence')
    await until(() => horizons(again).length > 0, 'the horizon is told again')
    expect(horizons(again)[0].horizonUs).toBeGreaterThanOrEqual(furthest)
    expect(horizons(again)[0].commands).toBe(1)
  })
})

describe('a rehearsal', () => {
  const options = () => ({ port: 0, host: '127.0.0.1', keep: { data: folder.data }, site: folder.site })
  const closing = async () => {
    for (const client of clients) client.end()
    clients = []
    await classroom.close()
  }
  const rehearsing = async () => {
    classroom = await startClassroom({ ...options(), rehearsal: true })
  }
  it('has a room of its own with the plan of the real one, and leaves nothing behind', async () => {
    const [real] = classroom.rooms
    const teacher = host()
    ;(await teacher.opened('host')).set('plan', { title: 'Monday' })
    await teacher.stored('host')
    await closing()

    await rehearsing()
    expect(classroom.rooms.map(({ room }) => room).indexOf(real.room)).toBe(1)
    expect((await host().opened('host')).get('plan')).toEqual({ title: 'Monday' })
    const bots = rehearse(3, classroom)
    const watching = host()
    await watching.opened('roster')
    await until(() => readRoster(watching.entries('roster')).learner.size === 3, 'bots have joined')
    await bots.end()
    await closing()

    classroom = await start()
    expect(classroom.rooms).toEqual([real])
    const after = host()
    await after.opened('roster')
    expect(readRoster(after.entries('roster')).learner.size).toBe(0)
  })
  it('whose server was killed ends at the next start', async () => {
    const [real] = classroom.rooms
    await classroom.close()
    const killed = join(folder.data, '..', 'killed')
    await rehearsing()
    await cp(folder.data, killed, { recursive: true })
    await classroom.close()
    await rm(join(killed, 'lock'))
    classroom = await startClassroom({ ...options(), keep: { data: killed } })
    expect(classroom.rooms).toEqual([real])
  })
  it('fills the room with bots that show their state and vote when asked', async () => {
    const bots = rehearse(5, classroom)
    const teacher = host()
    await teacher.opened('roster')
    await teacher.opened('answers')
    const lead = await teacher.opened('lead')
    const options = [
      { id: 'up', text: 'Up' },
      { id: 'down', text: 'Down' },
    ]
    lead.set('vote/v1', { n: 1, text: 'Which way?', options, round: 1, phase: 'open', tallies: [], right: null })
    lead.set('asked', 'v1')
    const here = () => [...readRoster(teacher.entries('roster')).learner.values()].filter(({ present }) => present)
    await until(() => here().length === 5, 'all bots are here')
    await until(() => teacher.said.some(({ say }) => say === 'digests'), 'they show their state')
    await until(
      () => [...readAnswers(teacher.entries('answers')).learner.values()].some(({ ballots }) => 'v1/1' in ballots),
      'one has voted',
    )
    await bots.end()
  })
})
