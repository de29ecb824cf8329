/** A replica's program explained by replay: what a handler looked at, what it wished for, the line and the log; and run again. */
import { describe, expect, it } from 'vitest'
import type { Again, DecisionRow, DecisionTold, HandlerContext, RunValue, Wish } from '../../../src/lab/protocol'
import type { Command, StampedCommand } from '../../../src/cluster/command'
import primaryBackup from '../../../src/decisions/program/primaryBackup.ts?raw'
import type { PolicyCode } from '../../../src/policies'
import { policyId } from '../../../src/policies'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import { World } from '../../../src/scenarios/world'
import { PRESETS } from '../../../src/scenarios/presets/all'
import { applying, codeOf, libraryOf, lineOf } from '../../policies/applied'
import { Desk } from '../desk'

const SECOND = 1_000_000
const TEXT = `import type { Message, Replica } from 'faultline'
export const initial = { asked: 0 }
export function onMessage(replica: Replica, state: { asked: number }, message: Message): void {
  state.asked += 1
  console.log('asked', state.asked)
  if (message.kind === 'peer') {
    if (replica.random() < 0.02) throw new Error('unlucky')
    const body = message.body as { key: number; value: number; version: number }
    replica.put(body.key, { value: body.value, version: body.version })
  } else if (replica.me !== 0) {
    replica.redirect(message.request, 0)
  } else if (message.kind === 'read') {
    replica.reply(message.request, replica.get(message.key))
  } else {
    const last = replica.kept('last')
    const version = (typeof last === 'number' ? last : 0) + 1
    replica.keep('last', version)
    replica.put(message.key, { value: message.value, version })
    replica.send(1, { key: message.key, value: message.value, version })
    replica.reply(message.request, replica.get(message.key))
  }
}
`
const MINE = codeOf('program', TEXT)
const at = (atUs: number, command: Command): StampedCommand => ({
  atUs,
  afterEvents: atUs === 0 ? 0 : Number.MAX_SAFE_INTEGER,
  command,
})
async function opened(code: PolicyCode | null, faults: StampedCommand[] = []): Promise<Desk> {
  const run: RunValue = {
    engine: ENGINE_VERSION,
    scenario: 'own-replica',
    seed: 3,
    policies: code ? { [policyId(code)]: code } : {},
    commands: code ? [at(0, { ...applying(code).command, state: 'reset' } as Command), ...faults] : faults,
    horizonUs: 2 * SECOND,
  }
  const desk = new Desk()
  await desk.value({ do: 'open', run })
  return desk
}
const rowsOf = (desk: Desk, asked: object = {}): Promise<DecisionRow[]> =>
  desk.value({
    do: 'query',
    query: { about: 'decisions', fromUs: 0, toUs: 2 * SECOND, limit: 5_000, contract: 'program', ...asked },
  })
const explain = async (desk: Desk, { atUs, events, nth }: DecisionRow): Promise<DecisionTold> =>
  (await desk.value<DecisionTold | null>({ do: 'query', query: { about: 'decision', atUs, events, nth } }))!
const acts = (answer: unknown): string[] => (answer as Wish[]).map(({ act }) => act)

describe("a handler of a learner's program", () => {
  it('is told for what it was asked, with all that it wished for', async () => {
    const desk = await opened(MINE)
    const rows = await rowsOf(desk)
    expect(rows.every(({ policy }) => policy?.code === policyId(MINE))).toBe(true)
    expect(desk.status.policies[0].decisions).toBe(rows.filter(({ fault }) => !fault).length)
    const write = rows.filter(({ answer }) => acts(answer).includes('send'))[5]
    const told = await explain(desk, write)
    const { message, held, kept, ...context } = told.context as unknown as HandlerContext
    expect(context).toMatchObject({ handler: 'onMessage', me: 0, replicas: 3 })
    expect(message).toMatchObject({ kind: 'write' })
    const { key, value, request } = message as HandlerContext['message'] & { kind: 'write' }
    const { last } = kept as { last: number }
    expect(last).toBeGreaterThan(0)
    expect(held).toEqual({}) // what it got at the end is what it had put itself
    const version = last + 1
    expect(told.answer).toEqual([
      { act: 'keep', args: ['last', version] },
      { act: 'put', args: [key, { value, version }] },
      { act: 'send', args: [1, { key, value, version }] },
      { act: 'reply', args: [request, { value, version }] },
    ])
    expect(told.answer).toEqual(write.answer)
    expect(told.operation).toEqual(write.operation)
    const { asked } = told.state as { asked: number }
    expect(told.logged).toEqual([`asked ${asked + 1}`])
    expect(told.returned?.line).toBe(TEXT.split('\n').findLastIndex((line) => line.includes('replica.reply')) + 1)
  })
  it('that failed has done nothing, and says where it failed', async () => {
    const desk = await opened(MINE)
    const failed = (await rowsOf(desk)).find(({ fault }) => fault)!
    expect(failed.answer).toEqual([])
    expect(await explain(desk, failed)).toMatchObject({
      fault: { code: 'threw', params: { message: 'unlucky' }, line: 7 },
    })
  })
  it('is run again the same, and otherwise where it looks at something else', async () => {
    const desk = await opened(MINE)
    const rows = await rowsOf(desk)
    const read = await explain(desk, rows.filter((row) => acts(row.answer).join() === 'reply' && row.node > 0)[20])
    const peer = await explain(desk, rows.filter((row) => acts(row.answer).join() === 'put')[20])
    const again = ({ state, draws }: DecisionTold, context: object): Promise<Again> =>
      desk.value({ do: 'decideAgain', code: MINE, context: context as never, state, draws })
    for (const told of [read, peer])
      expect(await again(told, told.context)).toMatchObject({
        outcome: { ok: true, answer: told.answer },
        returned: told.returned,
      })
    const { request, key } = (read.context as unknown as HandlerContext).message as { request: number; key: number }
    expect(await again(read, { ...read.context, me: 1 })).toMatchObject({
      outcome: { ok: true, answer: [{ act: 'redirect', args: [request, 0] }] },
    })
    expect(await again(read, { ...read.context, held: { [key]: { value: 4_242, version: 9 } } })).toMatchObject({
      outcome: { ok: true, answer: [{ act: 'reply', args: [request, { value: 4_242, version: 9 }] }] },
    })
    expect(await again({ ...peer, draws: [0.01] }, peer.context)).toMatchObject({
      outcome: { ok: false, fault: { code: 'threw', line: 7 } },
    })
    expect(
      await again(read, {
        ...read.context,
        replicas: 1,
        me: 0,
        message: { kind: 'write', request, key, value: 1, operation: 'a' },
      }),
    ).toMatchObject({ outcome: { ok: false, fault: { status: 'refused', code: 'outOfRange' } } })
  })
  it('is not run again with what no handler is given', async () => {
    const context = { handler: 'onMessage', me: 0, replicas: 3, nowUs: 0, held: {}, kept: {} }
    const bad = [
      { handler: 'onFire' },
      { me: -1 },
      { replicas: 1e9 },
      { held: { a: { value: 1, version: 1 } } },
      { held: { 1: { value: 0.5, version: 1 } } },
      { message: { kind: 'rumour' } },
    ]
    for (const change of bad)
      expect(
        await new Desk().ask({
          do: 'decideAgain',
          code: MINE,
          context: { ...context, ...change },
          state: {},
          draws: [],
        }),
      ).toMatchObject({ ok: false, code: 'request.invalid' })
  })
})

describe('a handler of the built-in program', () => {
  it('is told with the line of its own source, when it starts and when its timer rings too', async () => {
    const backup = { node: 'shard-1b' }
    const faults = [at(SECOND, { kind: 'kill', target: backup }), at(1.2 * SECOND, { kind: 'restart', target: backup })]
    const desk = await opened(null, faults)
    const rows = await rowsOf(desk)
    expect(new Set(rows.map(({ handler }) => handler))).toEqual(new Set(['onStart', 'onMessage', 'onTimer']))
    const rang = rows.find(({ handler, answer }) => handler === 'onTimer' && acts(answer).join() === 'setTimer')!
    expect(await explain(desk, rang)).toMatchObject({
      policy: null,
      builtIn: 'primaryBackup',
      context: { handler: 'onTimer', timer: 'again' },
      answer: [{ act: 'setTimer', args: ['again', 50_000] }],
      returned: { file: 'primaryBackup.ts' },
    })
    const elsewhere = rows.find(({ answer }) => acts(answer).includes('redirect'))!
    expect((await explain(desk, elsewhere)).returned?.line).toBe(
      lineOf(primaryBackup, '  else if (replica.me !== PRIMARY) replica.redirect(message.request, PRIMARY)'),
    )
  })
  it('is one run, looked at or not', () => {
    const played = (looks: boolean): string => {
      const world = World.build(PRESETS['own-replica'], 3, libraryOf())
      if (looks)
        world.desk.watch({
          explains: false,
          lend: (context) => context,
          lendReplica: (_, replica) => replica,
          tell: () => undefined,
        })
      world.run(2 * SECOND)
      return world.cluster.journal.fingerprint()
    }
    expect(played(true)).toBe(played(false))
  })
})

describe('the last decisions of a stretch of time', () => {
  it('are kept where there are more than were asked for', async () => {
    const desk = await opened(null)
    const all = await rowsOf(desk)
    expect(all.length).toBeGreaterThan(50)
    expect(await rowsOf(desk, { limit: 3, keep: 'last' })).toEqual(all.slice(-3))
    expect(await rowsOf(desk, { limit: 3 })).toEqual(all.slice(0, 3))
  })
})
