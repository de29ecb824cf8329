/** Who decides in a world: what is built in, or a learner's policy where its command says; and what happens when that fails. */
import { describe, expect, it } from 'vitest'
import { KIND, STRIDE } from '../../src/cluster'
import { PRESETS } from '../../src/scenarios/presets/all'
import { World } from '../../src/scenarios/world'
import type { Taken } from '../../src/policies'
import leastOutstandingText from '../../src/decisions/balancer/leastOutstanding.ts?raw'
import { expectSameRun } from '../decisions/play'
import { applying, codeOf, libraryOf } from './applied'

const shop = PRESETS.storefront
const FOR_US = 3_000_000

describe('the built-in decision as a policy', () => {
  it('runs the very same run', () => {
    expectSameRun(shop, ['balancer', leastOutstandingText], { forUs: FOR_US })
  })
})

describe("a learner's policy", () => {
  it('decides from its command on, and only where that reaches', () => {
    const first = codeOf('balancer', 'export default function first(): number { return 0 }')
    worldWith(first, {})
    expect(servingApis()).toBe(1)
    worldWith(first, { journey: 'report' })
    expect(servingApis()).toBe(3)
  })
  it('remembers by node, and forgets in a crash', () => {
    const counting = codeOf(
      'balancer',
      `import type { BalancerContext } from 'faultline'
       export const initial = { asked: 0 }
       export default function count(_: BalancerContext, state: { asked: number }): number { state.asked += 1; return 0 }`,
    )
    const world = worldWith(counting, {})
    const balancer = world.cluster.nodes.find(({ role }) => role === 'balancer')
    const [state] = [...(balancer?.policyStates?.values() ?? [])] as { asked: number }[]
    expect(state.asked).toBeGreaterThan(100)
    world.apply({ kind: 'kill', target: { node: balancer?.id ?? '' } })
    expect(balancer?.policyStates).toBeNull()
  })
  it('is stood in for where it fails, and is off after twenty failures', () => {
    const throwing = codeOf('balancer', "export default function no(): number { throw new Error('no') }")
    const world = worldWith(throwing, {})
    expect(servingApis()).toBe(3)
    expect(world.desk.inForce()).toMatchObject([{ failures: 20, off: true }])
  })
  it('is refused an answer that names no instance', () => {
    for (const answer of ['7', '0.5', 'NaN', "'a'", '{}', 'undefined']) {
      const world = worldWith(codeOf('balancer', `export default function bad() { return ${answer} }`), {})
      expect(world.desk.inForce(), answer).toMatchObject([{ off: true }])
    }
  })
})

describe('a world with policies', () => {
  it('runs the very same run while somebody looks on, also where nobody counted before', () => {
    const tier = PRESETS['web-tier']
    const code = codeOf('balancer', leastOutstandingText)
    const played = (looks: boolean): string => {
      const world = World.build(tier, 7, libraryOf(code))
      if (looks)
        world.desk.watch({
          explains: false,
          lend: (context) => context,
          lendReplica: (_, replica) => replica,
          tell: () => {},
        })
      world.run(500_000)
      world.apply(applying(code).command)
      world.run(1_500_000)
      return world.cluster.journal.fingerprint()
    }
    expect(played(true)).toBe(played(false))
  })

  it.each(['hot-tenant', 'web-tier'] as const)('lets in the same work while somebody looks on: %s', (preset) => {
    const asked = { decisions: 0 }
    const played = (looks: boolean): string => {
      const world = World.build(PRESETS[preset], 7)
      const tell = ({ contract }: Taken): void => void (asked.decisions += Number(contract === 'admit'))
      if (looks)
        world.desk.watch({ explains: false, lend: (context) => context, lendReplica: (_, replica) => replica, tell })
      world.run(3_000_000)
      return world.cluster.journal.fingerprint()
    }
    expect(played(true)).toBe(played(false))
    expect(asked.decisions).toBeGreaterThan(100)
  })

  it('goes on from a checkpoint as if it had run straight', () => {
    const code = codeOf(
      'balancer',
      `export const initial = { n: 0 }
       export default function turn({ instances, randomInt }, state) { state.n += randomInt(2); return state.n % instances.length }`,
    )
    const straight = worldWith(code, {})
    const stopped = worldWith(code, {}, FOR_US / 2)
    const again = World.build(shop, 7, libraryOf(code))
    again.load(stopped.save())
    again.run(FOR_US)
    expect(again.cluster.journal.fingerprint()).toBe(straight.cluster.journal.fingerprint())
  })
})

function worldWith(code: ReturnType<typeof codeOf>, reach: Parameters<typeof applying>[1], untilUs = FOR_US): World {
  const world = World.build(shop, 7, libraryOf(code))
  served.clear()
  world.cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++)
      if ((words[i * STRIDE] & 0xff) === KIND.STARTED) served.add(world.cluster.nodes[words[i * STRIDE + 1]].id)
  })
  world.apply(applying(code, reach).command)
  world.run(untilUs)
  world.cluster.journal.flush()
  return world
}
/** Nodes that began to serve something in the world made last. */
const served = new Set<string>()
const servingApis = (): number => [...served].filter((id) => id.startsWith('api')).length
