/**
 * A replica that a learner wrote, judged by what its clients saw under faults: the built-in program stands, the template with a bug falls,
 * and a program that fails has done nothing.
 */
import { describe, expect, it } from 'vitest'
import type { StampedCommand } from '../../../src/cluster/command'
import { KIND, STRIDE } from '../../../src/cluster'
import builtInText from '../../../src/decisions/program/primaryBackup.ts?raw'
import eagerText from '../../../src/decisions/program/eager.ts?raw'
import { wholeRun } from '../../../src/lab/wholeRun'
import { PRESETS } from '../../../src/scenarios/presets/all'
import { World } from '../../../src/scenarios/world'
import type { ProgramState } from '../../../src/protocols/program/state'
import { JudgedLab } from '../../lab/judging/judged'
import { PolicyBook } from '../../../src/lab/policyBook'
import { policyId } from '../../../src/policies'
import { applying, codeOf, libraryOf, loaded } from '../../policies/applied'

const scenario = PRESETS['own-replica']
const HORIZON_US = 12_000_000
const builtIn = codeOf('program', builtInText)
const eager = codeOf('program', eagerText)

const at = (atUs: number, command: StampedCommand['command']): StampedCommand => ({ atUs, afterEvents: 0, command })
/** A backup dies and comes back; then the other is cut off, and meanwhile the primary dies and comes back. */
const FAULTS = [
  at(2_000_000, { kind: 'kill', target: { node: 'shard-1b' } }),
  at(3_000_000, { kind: 'restart', target: { node: 'shard-1b' } }),
  at(4_000_000, { kind: 'cut', link: { from: { node: 'shard-1a' }, to: { node: 'shard-1c' } } }),
  at(5_500_000, { kind: 'kill', target: { node: 'shard-1a' } }),
  at(6_500_000, { kind: 'restart', target: { node: 'shard-1a' } }),
  at(7_000_000, { kind: 'healAll' }),
]

function judged(commands: readonly StampedCommand[]): ReturnType<JudgedLab['verdict']> {
  const policies = new PolicyBook()
  policies.add(policyId(eager), loaded(eager))
  const run = new JudgedLab(scenario, 3, policies)
  for (const { atUs, command } of commands) run.seek(atUs / 1e6).act(command)
  return run.seek(HORIZON_US / 1e6).verdict('look')
}

describe('the built-in program', () => {
  it('is one and the same run as its own source applied as a policy', () => {
    const plain = wholeRun(scenario, 3, HORIZON_US, FAULTS)
    const applied = wholeRun(scenario, 3, HORIZON_US, [applying(builtIn), ...FAULTS], libraryOf(builtIn))
    expect(applied.operations).toEqual(plain.operations)
    expect(plain.operations.ok).toBeGreaterThan(800)
    const world = World.build(scenario, 3, libraryOf(builtIn))
    world.apply(applying(builtIn).command)
    world.run(1_000_000)
    expect(world.desk.inForce()).toMatchObject([{ failures: 0, off: false }])
    expect(world.desk.inForce()[0].decisions).toBeGreaterThan(100)
  })
  it('is linearizable under crashes and a partition', () => {
    const { standings } = judged(FAULTS)
    expect(standings.linearizable).toMatchObject({ brokenUs: null })
    expect(standings.linearizable.testedUs).not.toBeNull()
  })
})
describe('what another program said last', () => {
  it.each(['null', '7', "{ entry: '__proto__', isStored: true }", "{ entry: '1', key: 'a', value: {} }"])(
    'is no harm to the built-in one: %s',
    (body) => {
      const rude = codeOf(
        'program',
        `export function onMessage(replica: any, _s: object, message: any): void {
           replica.keep('done', [null, ${body}])
           if (message.kind !== 'peer') for (let to = 0; to < 3; to++) replica.send(to, ${body})
         }`,
      )
      const world = World.build(scenario, 3, libraryOf(rude))
      world.apply(applying(rude).command)
      const link = { from: { node: 'shard-1a' }, to: { node: 'shard-1b' } }
      world.apply({ kind: 'delay', link, addedUs: 500_000 })
      world.run(1_000_000)
      world.apply({ kind: 'setPolicy', contract: 'program', code: null, reach: {} })
      world.run(2_000_000)
      expect(world.cluster.nowUs).toBe(2_000_000)
    },
  )
})
describe('the template with a bug', () => {
  it('falls: a backup that lags answers a read', () => {
    const { standings } = judged([applying(eager), ...FAULTS])
    expect(standings.linearizable.brokenUs).not.toBeNull()
  })
})
describe('a program that fails', () => {
  it('has done nothing, and the built-in one takes over after twenty failures', () => {
    const failing = codeOf(
      'program',
      `import type { Message, Replica } from 'faultline'
       export function onMessage(replica: Replica, _state: object, message: Message): void {
         if (message.kind === 'write') replica.put(message.key, { value: 1, version: 1 })
         throw new Error('no')
       }`,
    )
    const world = World.build(scenario, 3, libraryOf(failing))
    world.apply(applying(failing).command)
    for (let untilUs = 0; world.desk.inForce()[0].failures === 0; untilUs += 1_000) world.run(untilUs)
    const held = world.cluster.nodes.flatMap(({ role, state }) =>
      role === 'programReplica' ? [(state as { table: { size: number } }).table.size] : [],
    )
    expect(world.desk.inForce()[0].off).toBe(false)
    expect(held.length).toBeGreaterThan(1)
    expect(Math.max(...held)).toBe(0)
    world.run(6_000_000)
    expect(world.desk.inForce()).toMatchObject([{ failures: 20, off: true }])
  })
  it.each([
    ['replica.send(9, null)', 'outOfRange'],
    ['replica.send(0, () => 1)', 'isFunction'],
    ["replica.setTimer('x', NaN)", 'notNumber'],
    ['replica.put(1, { value: 1, version: 0 })', 'notShape'],
    ['replica.reply(message.request, { value: 0.5, version: 1 })', 'notShape'],
    ['replica.redirect(message.request, -1)', 'outOfRange'],
    ["replica.keep('', undefined)", 'isUndefined'],
  ])('is told what cannot be asked for: %s', (act, code) => {
    const asking = codeOf('program', `export function onMessage(replica: any, _s: object, message: any) { ${act} }`)
    const world = World.build(scenario, 3, libraryOf(asking))
    world.apply(applying(asking).command)
    world.run(200_000)
    expect(world.desk.inForce()[0].lastFault).toMatchObject({ status: 'refused', code })
  })
})

describe('what a crash took back', () => {
  it('is written down: the journal knows what every replica holds', () => {
    const world = World.build(scenario, 3)
    const held = new Map<string, number>()
    world.cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) {
        const at = i * STRIDE
        if ((words[at] & 255) === KIND.APPLIED) held.set(`${words[at + 1]} ${words[at + 2]}`, words[at + 4])
      }
    })
    world.run(2_000_000)
    world.apply({ kind: 'stallDisk', target: { node: 'shard-1b' } })
    world.run(2_500_000)
    world.apply({ kind: 'kill', target: { node: 'shard-1b' } })
    world.cluster.journal.flush()
    for (const { role, index, state } of world.cluster.nodes) {
      if (role !== 'programReplica') continue
      const { table } = state as ProgramState
      const told = [...held].flatMap(([name, version]) => {
        const [node, key] = name.split(' ').map(Number)
        return node === index ? [[key, version]] : []
      })
      expect(told.length).toBeGreaterThan(0)
      expect(told).toEqual(told.map(([key]) => [key, table.version(key)]))
    }
  })
})
