/**
 * Two servers that share rooms over a real Redis, which the test starts (Debian's redis-server; without it these are skipped). One of them
 * leads a room's shared cluster; when it dies the other goes on from beyond.
 */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnswers } from '../../../src/classroom/documents/answers'
import { readLead } from '../../../src/classroom/documents/lead'
import { readRoster } from '../../../src/classroom/documents/roster'
import { commandsOf, readSequence } from '../../../src/classroom/documents/sequence'
import type { Classroom } from '../../../src/server/classroom/main'
import type { Listener } from '../../../src/server/classroom/bus'
import { startClassroom } from '../../../src/server/classroom/main'
import { RedisBus } from '../../../src/server/classroom/redisBus'
import { Client, fetchCheckpoint, joins, sendCheckpoint, temporaryFolder, tryToEnter, tryToJoin, until } from './client'

const hasRedis = spawnSync('redis-server', ['--version']).status === 0
if (!hasRedis) console.log('skipped: there is no redis-server here (Debian: apt install redis-server)')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

describe.skipIf(!hasRedis)('two servers over one Redis', () => {
  const folder = temporaryFolder()
  let redis: ChildProcess
  let address: string
  let one: Classroom
  let other: Classroom
  let oneRuns = true
  const clients: Client[] = []
  const start = () => startClassroom({ port: 0, host: '127.0.0.1', keep: { redis: address }, site: folder.site })

  beforeAll(async () => {
    const port = await freePort()
    address = `redis://127.0.0.1:${port}`
    redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'])
    let said = ''
    redis.stdout?.on('data', (text) => (said += String(text)))
    await until(() => said.includes('Ready to accept connections'), 'Redis is up')
    one = await start()
    other = await start()
  })
  afterAll(async () => {
    for (const client of clients) client.end()
    await other.close()
    if (oneRuns) await one.close()
    redis.kill()
    folder.end()
  })
  function page(server: Classroom, room: string, token: string, id = ''): Client {
    const client = new Client(server.port, room, token, id)
    clients.push(client)
    return client
  }

  it('know the same rooms, codes and people', async () => {
    expect(other.rooms).toEqual(one.rooms)
    const { code, room } = one.rooms[0]
    const joined = await joins(one.port, { code, name: 'Ada' })
    expect(await tryToEnter(other.port, room, joined.token)).toMatchObject({
      id: joined.id,
      returnCode: joined.returnCode,
    })
    expect(await joins(other.port, { code, returnCode: joined.returnCode })).toMatchObject({
      id: joined.id,
      name: 'Ada',
    })
  })
  it('carry what is written at one to who reads at the other, and presence, answers and digests with it', async () => {
    const { room, host, code } = one.rooms[0]
    const teacher = page(one, room, host)
    const lead = await teacher.opened('lead')
    await teacher.opened('roster')
    await teacher.opened('answers')
    const joined = await joins(other.port, { code })
    const ada = page(other, room, joined.token, joined.id)
    await ada.opened('lead')
    const own = await ada.opened('learner')
    lead.set('title', 'Both see it')
    await until(() => readLead(ada.entries('lead')).title === 'Both see it', 'the lead arrives')
    own.set('hand', 1)
    await ada.stored('learner')
    await until(() => readRoster(teacher.entries('roster')).learner.get(joined.id)?.present === true, 'she is seen')
    await until(
      () => readAnswers(teacher.entries('answers')).learner.get(joined.id)?.hand !== undefined,
      'her hand is seen',
    )
    ada.say('learner', {
      say: 'digest',
      digest: {
        state: 'running',
        open: '',
        timeUs: 1,
        stale: null,
        answered: 1,
        p99Us: null,
        goals: 0,
        goalsOf: 0,
        down: 0,
        print: null,
        hidden: false,
      },
    })
    await until(
      () => teacher.said.some((said) => said.say === 'digests' && joined.id in said.digests),
      'her tile moves',
    )
    await teacher.act({ do: 'bar', learner: joined.id })
    await until(() => ada.refused.includes('room.barred'), 'the other server closes her')
    expect(await tryToJoin(other.port, { room, returnCode: joined.returnCode })).toEqual({ code: 'room.barred' })
  })
  it('have one sequencer: when its server dies, the other goes on with the same commands, beyond every horizon', async () => {
    const { room, host } = one.rooms[0]
    const teacher = page(other, room, host)
    await teacher.opened('sequence')
    const atOne = page(one, room, host)
    await atOne.opened('sequence')
    const kill = { kind: 'kill', target: { node: 'db-1' } } as const
    await atOne.act({ do: 'share', link: '1.abc', endUs: 3_600_000_000, pace: 1 })
    await atOne.act({ do: 'run', running: true })
    for (const client of [atOne, teacher, teacher])
      expect(await client.ask('sequence', (n) => ({ say: 'propose', n, command: kill }))).toMatchObject({ say: 'done' })
    const commands = () => commandsOf(readSequence(teacher.entries('sequence')))
    await until(() => commands().length === 3, 'all commands are at both')
    const horizons = () => teacher.said.flatMap((said) => (said.say === 'horizon' ? [said] : []))
    await until(() => horizons().length > 2, 'the horizon is told at both')
    const before = commands()
    await one.close()
    oneRuns = false
    const furthest = Math.max(...horizons().map(({ horizonUs }) => horizonUs))
    await until(
      async () => (await teacher.ask('sequence', (n) => ({ say: 'propose', n, command: kill }))).say === 'done',
      'the other has taken over',
    )
    await until(() => commands().length > 3, 'its command is there')
    expect(commands().slice(0, 3)).toEqual(before)
    expect(commands()[3].atUs).toBeGreaterThan(furthest)
  })
  it('have one newest checkpoint, whichever of them it was sent to', async () => {
    const { room, host } = other.rooms[0]
    const third = await start()
    const atThird = page(third, room, host)
    await atThird.opened('sequence')
    const base = () => readSequence(atThird.entries('sequence')).base
    await until(() => (base()?.horizonUs ?? 0) > 1_000_000, 'the base is there')
    const at = { base: base()?.id, atUs: 1_000_000 }
    expect(await sendCheckpoint(other.port, room, host, at, Uint8Array.of(1, 2, 3))).toEqual([200, true])
    await until(
      () => readSequence(atThird.entries('sequence')).checkpoint?.print.atUs === at.atUs,
      'the third hears of it',
    )
    expect(await fetchCheckpoint(third.port, room, host)).toEqual(Buffer.from([1, 2, 3]))
    expect(await sendCheckpoint(third.port, room, host, at, Uint8Array.of(9))).toEqual([200, false])
    atThird.end()
    await third.close()
  })
  it('go on when somebody else writes on their channel', async () => {
    const connection = new Redis(address)
    for (const text of ['not json', 'null', '{"is":"told"}', '{"is":"asked"}'])
      await connection.publish('faultline:bus', text)
    connection.disconnect()
    expect(await tryToEnter(other.port, other.rooms[0].room, other.rooms[0].host)).toMatchObject({ role: 'host' })
  })
  it('a server that slept through its lease stamps nothing more, even while it still believes in it', async () => {
    const room = `r${'z'.repeat(26)}`
    const nobody: Listener = { told: () => {}, asked: () => Promise.resolve(null) }
    const now = () => performance.now()
    const connections = [new Redis(address), new Redis(address)]
    const [sleeper, heir] = connections.map((connection) => new RedisBus(connection, nobody, now))
    expect([await sleeper.leads(room), await heir.leads(room)]).toEqual([true, false])
    expect(await sleeper.commit(room, 'first')).toBe(true)
    // As if its time were up while it slept.
    await connections[1].del(`faultline:lease:${room}`)
    expect(await heir.leads(room)).toBe(true)
    expect(await sleeper.commit(room, 'late')).toBe(false)
    expect(await sleeper.restart(room)).toBe(false)
    expect(await heir.commit(room, 'second')).toBe(true)
    expect(await heir.committed(room)).toEqual(['first', 'second'])
    for (const bus of [sleeper, heir]) await bus.close()
    for (const connection of connections) connection.disconnect()
  })
  it('and keep everything for a server that comes later', async () => {
    const later = await start()
    const { room, host } = later.rooms[0]
    const teacher = page(later, room, host)
    expect(await teacher.opened('lead').then((lead) => lead.get('title'))).toBe('Both see it')
    teacher.end()
    await later.close()
  })
})
