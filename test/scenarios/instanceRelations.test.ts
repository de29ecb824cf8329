/** Settings of balancers, groups that grow, autoscalers and fan-outs that could never work are refused, with field and reason. */
import { describe, expect, it } from 'vitest'
import { topologyOf } from '../../src/lab/topology'
import { PRESETS } from '../../src/scenarios/presets/all'
import { validateScenario } from '../../src/scenarios/schema'
import { checkCommand } from '../../src/scenarios/schema/targets'
import { World } from '../../src/scenarios/world'
import { growingShop } from './everyFault'
import { changed, refusalOf } from './gate'

const refused = (preset: string, path: string, value: unknown) =>
  refusalOf(() => validateScenario(changed(path, value, PRESETS[preset])))

describe('balancers', () => {
  it.each([
    ['groups.1.weights', [1, 2], 'groups[1].weights', 'oneEach', '8'], // six, and two that stand by
    ['groups.1.weights', [1, 1, 1, 0, 1, 1, 1, 1], 'groups[1].weights[3]', 'outOfRange', '0.001 to 1000'],
    ['groups.1.health.timeoutUs', 1_000_001, 'groups[1].health.timeoutUs', 'outOfRange', '1 to 1000000'],
    ['groups.1.health.intervalUs', 100, 'groups[1].health.intervalUs', 'outOfRange', '10000 to 3600000000'],
    ['groups.1.health.unhealthyAfter', 0, 'groups[1].health.unhealthyAfter', 'outOfRange', '1 to 100'],
    [
      'groups.1.health.passive',
      { failures: 0, ejectUs: 1 },
      'groups[1].health.passive.failures',
      'outOfRange',
      '1 to 100',
    ],
    ['groups.1.health.panicBelow', 2, 'groups[1].health.panicBelow', 'outOfRange', '0 to 1'],
    ['groups.1.choices', 2, 'groups[1].choices', 'notForStrategy', 'powerOfTwo'],
    ['groups.1.boundedLoad', 1.25, 'groups[1].boundedLoad', 'notForStrategy', 'consistentHash'],
    ['groups.1.strategy', 'fastest', 'groups[1].strategy', 'notOneOf', undefined],
    ['groups.1.slowStartUs', 0, 'groups[1].slowStartUs', 'outOfRange', '1 to 3600000000'],
  ])('%s = %j', (path, value, field, problem, allowed) => {
    expect(refused('zone-loss', path, value)).toMatchObject({
      code: 'scenario.invalid',
      field,
      problem,
      ...(allowed ? { allowed } : {}),
    })
  })
  it('a load bound that leaves no slack is refused', () => {
    const hashed = changed('groups.1.strategy', 'consistentHash', PRESETS['zone-loss'])
    expect(refusalOf(() => validateScenario(changed('groups.1.boundedLoad', 1, hashed)))).toMatchObject({
      field: 'groups[1].boundedLoad',
      problem: 'outOfRange',
    })
  })
  it('more choices than instances are refused', () => {
    const chooses = changed('groups.1.strategy', 'powerOfTwo', PRESETS['zone-loss'])
    expect(refusalOf(() => validateScenario(changed('groups.1.choices', 9, chooses)))).toMatchObject({
      allowed: '1 to 8',
    })
  })
})

describe('groups that grow, and autoscalers', () => {
  it.each([
    ['groups.2.countMax', 2, 'groups[2].countMax', 'outOfRange'],
    ['groups.2.countMax', undefined, 'groups[2].bootUs', 'needsCountMax'],
    ['groups.3.min', 11, 'groups[3].min', 'outOfRange'],
    ['groups.3.max', 11, 'groups[3].max', 'outOfRange'],
    ['groups.3.max', 2, 'groups[3].min', 'outOfRange'],
    ['groups.3.queueDepth', 5, 'groups[3].utilisation', 'oneMeasure'],
    ['groups.3.utilisation', undefined, 'groups[3].utilisation', 'oneMeasure'],
    ['groups.3.utilisation', 1.5, 'groups[3].utilisation', 'outOfRange'],
    ['groups.3.intervalUs', 1, 'groups[3].intervalUs', 'outOfRange'],
    ['groups.3.scales', 'balancer', 'groups[3].scales', 'wrongRole'],
    ['groups.2.capacity', undefined, 'groups[3].scales', 'needsCapacity'],
    [
      'groups.0.journeys.0.surges',
      [{ fromUs: 5, toUs: 5, factor: 2 }],
      'groups[0].journeys[0].surges[0]',
      'notAscending',
    ],
    ['groups.0.journeys.0.surges.0.factor', 1_000, 'groups[0].journeys[0].ratePerSecond', 'tooMuchLoad'],
  ])('%s = %j', (path, value, field, problem) => {
    expect(refused('autoscale', path, value)).toMatchObject({ code: 'scenario.invalid', field, problem })
  })
  it('only a balancer may call instances that come and go', () => {
    const { links } = PRESETS.autoscale
    const linked = { ...PRESETS.autoscale, links: [...links, { from: 'customers', to: 'web' }] }
    expect(refusalOf(() => validateScenario(changed('groups.0.calls', 'web', linked)))).toMatchObject({
      field: 'groups[0].calls',
      problem: 'needsBalancer',
    })
  })
  it('a link to the instances is needed', () => {
    const links = PRESETS.autoscale.links.filter(({ from }) => from !== 'autoscaler')
    expect(refused('autoscale', 'links', links)).toMatchObject({ problem: 'missingLink', allowed: 'autoscaler web' })
  })
})

describe('fan-outs', () => {
  it.each([
    ['groups.1.fanOut.count', 101, 'groups[1].fanOut.count', 'outOfRange'],
    ['groups.1.fanOut.calls', 'customers', 'groups[1].fanOut.calls', 'wrongRole'],
    ['groups.1.fanOut.calls', 'root', 'groups[1].fanOut.calls', 'notLeaf'],
    ['groups.0.journeys.0.steps.0.fanOut', 101, 'groups[0].journeys[0].steps[0].fanOut', 'outOfRange'],
    ['groups.1.fanOut', undefined, 'groups[0].journeys[0].steps[0].fanOut', 'needsFanOut'],
  ])('%s = %j', (path, value, field, problem) => {
    const plain = PRESETS['tail-fanout']
    const linked = { ...plain, links: [...plain.links, { from: 'root', to: 'root' }] }
    expect(refusalOf(() => validateScenario(changed(path, value, linked)))).toMatchObject({
      code: 'scenario.invalid',
      field,
      problem,
    })
  })
})

describe('commands', () => {
  const drain = { kind: 'drainInstance', target: { group: 'api' } } as const
  const add = { kind: 'addInstance', target: { group: 'api' } } as const

  it('need a group that can grow', () => {
    const known = { code: 'run.command', field: 'command.target', problem: 'needsCountMax' }
    expect(refusalOf(() => checkCommand(PRESETS.storefront, drain))).toMatchObject(known)
    expect(refusalOf(() => checkCommand(growingShop, { ...add, target: { group: 'cache' } }))).toMatchObject(known)
    expect(() => checkCommand(growingShop, { ...drain, target: { zone: 'b' } })).not.toThrow()
  })
  it('are of workers too, where there may be more of them', () => {
    const at = PRESETS.storefront.groups.findIndex(({ role }) => role === 'worker')
    const { id, count } = PRESETS.storefront.groups[at] as { id: string; count: number }
    const drains = { kind: 'drainInstance', target: { group: id } } as const
    expect(refusalOf(() => checkCommand(PRESETS.storefront, drains))).toMatchObject({ problem: 'needsCountMax' })
    const grows = validateScenario(changed(`groups.${at}.countMax`, count + 1, PRESETS.storefront))
    expect(() => checkCommand(grows, drains)).not.toThrow()
    expect(topologyOf(grows, World.build(grows, 1)).groups[at]).toMatchObject({ id, grows: true })
    expect(refused('storefront', `groups.${at}.countMax`, count - 1)).toMatchObject({ problem: 'outOfRange' })
    expect(refused('storefront', `groups.${at}.bootUs`, 1)).toMatchObject({ problem: 'needsCountMax' })
  })
  it('are refused where nothing stands by, or nothing serves', () => {
    const world = World.build(growingShop, 1)
    world.refuse(add)
    world.apply(add)
    expect(refusalOf(() => world.refuse(add))).toMatchObject({ code: 'instances.noneStandsBy' })
    world.refuse(drain)
    world.apply({ kind: 'kill', target: { group: 'api' } })
    expect(refusalOf(() => world.refuse(drain))).toMatchObject({ code: 'instances.noneServes' })
  })
  it('spare instances come after all other nodes, so that they shift nobody’s index', () => {
    const [plain, grows] = [World.build(PRESETS.storefront, 1), World.build(growingShop, 1)]
    const ids = grows.cluster.nodes.map(({ id }) => id)
    expect(ids.slice(0, plain.cluster.nodes.length - 3)).toEqual(plain.cluster.nodes.map(({ id }) => id).slice(0, -3))
    expect(ids).toContain('api-4')
    expect(ids.indexOf('api-4')).toBeGreaterThan(ids.indexOf('worker-2'))
  })
})
