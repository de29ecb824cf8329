import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { GroupSpec } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { changed, refusalOf } from './gate'

const storefront = PRESETS.storefront
const refused = (path: string, value: unknown, of?: unknown) =>
  refusalOf(() => validateScenario(changed(path, value, of)))
/** A queue that calls its server, with workers of its own besides. */
const { role, id, count, zones, slots } = storefront.groups[6] as Extract<GroupSpec, { role: 'queue' }>
const service = { kind: 'constant', us: 1_000 }
const PUSHES = { role, id, count, zones, slots, calls: 'api', capacity: { workers: 1, queue: 5, service } }
const PULL_LESS = { role, id, count, zones, slots, calls: 'api' }
const FRESH = { journey: 'dashboard', kind: 'freshness', target: 0.99 }
const withoutLink = (from: string, to: string) =>
  storefront.links.filter((link) => link.from !== from || link.to !== to)

describe('the parts of a scenario fit together', () => {
  it.each([
    ['groups.0.calls', 'nobody', 'groups[0].calls', 'unknownGroup'],
    ['groups.0.calls', 'store', 'groups[0].calls', 'wrongRole'],
    ['groups.1.calls', 'balancer', 'groups[1].calls', 'wrongRole'],
    ['groups.2.store', 'cache', 'groups[2].store', 'wrongRole'],
    ['groups.2.recommendations.calls', 'api', 'groups[2].recommendations.calls', 'wrongRole'],
    [
      'groups.2.recommendations.breaker.minimumCalls',
      21,
      'groups[2].recommendations.breaker.minimumCalls',
      'outOfRange',
    ],
    ['groups.2.zones.1', 'nowhere', 'groups[2].zones[1]', 'unknownZone'],
    ['groups.2.id', 'store', 'groups[3].id', 'duplicate'],
    ['groups.1.id', 'api-2', 'groups[2].id', 'duplicate'],
    ['groups.0.journeys.1.id', 'checkout', 'groups[0].journeys[1].id', 'duplicate'],
    ['zones.1', 'internet', 'zones[1]', 'duplicate'],
    ['links.1.from', 'nobody', 'links[1].from', 'unknownGroup'],
    ['links.2', { from: 'api', to: 'balancer' }, 'links[2]', 'duplicate'],
    ['layout.nobody', { x: 1, y: 1 }, 'layout.nobody', 'unknownGroup'],
    ['groups.3.replication.n', 2, 'groups[3].replication.n', 'notReplicas'],
    ['groups.0.journeys.0.steps.0.w', 4, 'groups[0].journeys[0].steps[0].w', 'moreThanReplicas'],
    ['groups.0.journeys.1.steps.0.r', 4, 'groups[0].journeys[1].steps[0].r', 'moreThanReplicas'],
    ['groups.7.w', 4, 'groups[7].w', 'moreThanReplicas'],
    ['groups.7.w', undefined, 'groups[7].w', 'missing'],
    ['groups.0.users.active', 40_001, 'groups[0].users.active', 'outOfRange'],
    ['groups.6.calls', 'api', 'groups[6].visibilityUs', 'pullOrPush'],
    ['groups.6.visibilityUs', undefined, 'groups[6].visibilityUs', 'pullOrPush'],
    ['groups.6', PUSHES, 'groups[6].capacity', 'pushHasNoCapacity'],
    ['groups.6', { ...PULL_LESS, waitUs: 5 }, 'groups[6].waitUs', 'pullOnly'],
    ['groups.6', { ...PULL_LESS, maxDeliveries: 5 }, 'groups[6].maxDeliveries', 'pullOnly'],
    ['groups.7.consumer', { batch: 5 }, 'groups[7].consumer', 'consumerOfStream'],
    ['groups.7.poisonShare', 1.5, 'groups[7].poisonShare', 'outOfRange'],
    ['groups.2.queue', undefined, 'groups[0].journeys[0].steps[0]', 'needsQueue'],
    ['groups.2.store', undefined, 'groups[0].journeys[0].steps[0]', 'needsStore'],
    ['groups.2.recommendations', undefined, 'groups[0].journeys[1].steps[0].recommendations', 'needsRecommendations'],
    ['groups.0.journeys.1.steps.0.key', 'order', 'groups[0].journeys[1].steps[0].key', 'orderNotWritten'],
    ['objectives', [{ ...FRESH, journey: 'nobody' }], 'objectives[0].journey', 'unknownJourney'],
    ['objectives', [{ ...FRESH, tenant: 'north' }], 'objectives[0].tenant', 'needsTenants'],
    ['objectives', [{ ...FRESH, journey: 'report' }], 'objectives[0].kind', 'readsNothing'],
    ['objectives', [FRESH, FRESH], 'objectives[1]', 'duplicate'],
    ['objectives', [{ ...FRESH, thresholdUs: 9 }], 'objectives[0].thresholdUs', 'onlyOfLatency'],
    ['objectives', [{ ...FRESH, kind: 'latency' }], 'objectives[0].thresholdUs', 'missing'],
    ['objectives', [{ ...FRESH, kind: 'latency', thresholdUs: 1_000_001 }], 'objectives[0].thresholdUs', 'outOfRange'],
    ['objectives', [{ ...FRESH, target: 1 }], 'objectives[0].target', 'outOfRange'],
    ['objectives', [{ ...FRESH, periodUs: 60_000_000 }], 'objectives[0].periodUs', 'outOfRange'],
  ])('%s = %j', (path, value, field, problem) => {
    expect(refused(path, value)).toMatchObject({ code: 'scenario.invalid', field, problem })
  })

  it.each([
    ['customers', 'balancer'],
    ['balancer', 'api'],
    ['api', 'store'],
    ['api', 'cache'],
    ['api', 'recommendations'],
    ['api', 'jobs'],
    ['store', 'store'],
    ['worker', 'jobs'],
    ['worker', 'store'],
  ])('%s talks to %s, so a link must join them', (from, to) => {
    expect(refused('links', withoutLink(from, to))).toMatchObject({
      field: 'links',
      problem: 'missingLink',
      allowed: `${from} ${to}`,
    })
  })

  it('a link serves both directions', () => {
    const turned = storefront.links.map(({ from, to, ...rest }) => ({ from: to, to: from, ...rest }))
    expect(() => validateScenario(changed('links', turned))).not.toThrow()
  })

  it('a web tier answers plain calls only', () => {
    const steps = [{ op: 'read', key: 'user', r: 1 }]
    expect(refused('groups.0.journeys.0.steps', steps, PRESETS['web-tier'])).toMatchObject({ problem: 'notServed' })
  })

  it('clients cannot be answered by a queue that workers pull from', () => {
    const pulled = changed(
      'groups.2',
      { ...PRESETS['web-tier'].groups[2], calls: undefined, visibilityUs: 1 },
      PRESETS['web-tier'],
    )
    expect(refusalOf(() => validateScenario(pulled))).toMatchObject({
      field: 'groups[0].calls',
      problem: 'notForwarding',
    })
  })
})

describe('effects that must not double need conditional writes, which a quorum register has not', () => {
  it('a transfer is refused', () => {
    expect(refused('groups.0.journeys.0.steps.0', { op: 'transfer', r: 2, w: 2 })).toMatchObject({
      code: 'scenario.needsConditionalWrites',
      field: 'groups[0].journeys[0].steps[0].op',
      got: '"quorum"',
    })
  })
  it('a journey that moves money may write orders under keys of their own, not users', () => {
    expect(() => validateScenario(storefront)).not.toThrow()
    const steps = [{ op: 'write', key: 'user', w: 3 }]
    expect(refused('groups.0.journeys.0.steps', steps)).toMatchObject({
      code: 'scenario.needsConditionalWrites',
      field: 'groups[0].journeys[0].steps[0].key',
      allowed: 'order',
    })
  })
})

const submit = (id: string, ratePerSecond = 1) => ({ id, ratePerSecond, deadlineUs: 1_000, steps: [{ op: 'submit' }] })

describe('sizes are bounded as a whole', () => {
  it('nodes', () => {
    const wide = { ...storefront.groups[2], count: 100 }
    const sized = changed('groups.2', wide)
    expect(refusalOf(() => validateScenario(changed('groups.1.count', 100, sized)))).toMatchObject({
      field: 'groups[2].count',
      problem: 'tooManyNodes',
      allowed: '0 to 200',
      got: '201',
    })
  })
  it('links', () => {
    const sized = changed('groups.3.shardsMax', 20, changed('groups.2.count', 50))
    expect(refusalOf(() => validateScenario(sized))).toMatchObject({ problem: 'tooManyLinks', allowed: '0 to 4000' })
  })
  it('load', () => {
    const journeys = ['a', 'b', 'c'].map((id) => submit(id, 9_000))
    expect(refused('groups.0.journeys', journeys)).toMatchObject({
      field: 'groups[0].journeys[2].ratePerSecond',
      problem: 'tooMuchLoad',
    })
  })
  it('one group of clients, whose users the store holds', () => {
    const others = storefront.groups.slice(1)
    expect(refused('groups', others)).toMatchObject({ field: 'groups', problem: 'notOneClients', got: '0' })
    const twice = [...storefront.groups, { ...storefront.groups[0], id: 'others', journeys: [submit('other')] }]
    expect(refused('groups', twice)).toMatchObject({ field: 'groups', problem: 'notOneClients', got: '2' })
    expect(refused('groups.0.users', { count: 3, active: 3, zipf: 0 })).toMatchObject({
      field: 'groups[3].shards',
      problem: 'moreShardsThanUsers',
    })
  })
  it('one store, since a shard is named by its number alone', () => {
    const second = { ...storefront.groups[3], id: 'second', shards: 1, replicas: 1 }
    expect(refused('groups', [...storefront.groups, second])).toMatchObject({
      field: 'groups[8].role',
      problem: 'tooManyStores',
    })
  })
  it('faults', () => {
    const fault = { atUs: 1, kind: 'healAll' }
    expect(refused('faults', Array(501).fill(fault))).toMatchObject({ field: 'faults', problem: 'tooMany' })
  })
})

describe('a schedule names what the scenario has', () => {
  it.each([
    [{ kind: 'kill', target: { node: 'shard-9a' } }, 'faults[0].target.node', 'unknownNode'],
    [{ kind: 'kill', target: { shard: 5 } }, 'faults[0].target.shard', 'unknownShard'],
    [{ kind: 'kill', target: { zone: 'z' } }, 'faults[0].target.zone', 'unknownZone'],
    [{ kind: 'cut', link: { from: { node: 'api-1' }, to: { group: 'z' } } }, 'faults[0].link.to.group', 'unknownGroup'],
    [
      { kind: 'partition', groups: [[{ zone: 'a' }], [{ zone: 'b' }, { zone: 'z' }]] },
      'faults[0].groups[1][1].zone',
      'unknownZone',
    ],
    [{ kind: 'tripBreaker', target: { group: 'api' }, edge: 'store' }, 'faults[0].edge', 'unknownBreaker'],
    [{ kind: 'explode' }, 'faults[0].kind', 'notOneOf'],
    [{ kind: 'slow', target: { group: 'api' } }, 'faults[0].factor', 'missing'],
    [{ kind: 'slow', target: { group: 'api' }, factor: 0 }, 'faults[0].factor', 'outOfRange'],
    [{ kind: 'slow', target: { group: 'api', zone: 'a' }, factor: 2 }, 'faults[0].target.group', 'unknownField'],
    [
      { kind: 'flap', link: { from: { zone: 'a' }, to: { zone: 'b' } }, upUs: 1, downUs: 1 },
      'faults[0].upUs',
      'outOfRange',
    ],
  ])('%j', (fault, field, problem) => {
    expect(refused('faults', [{ atUs: 1, ...fault }])).toMatchObject({ code: 'scenario.invalid', field, problem })
  })
})

describe('a stream and its consumers', () => {
  const { 'stream-rebalance': streams } = PRESETS
  it.each([
    ['groups.2.count', 2, 'groups[2].count', 'outOfRange'],
    ['groups.2.partitions', 65, 'groups[2].partitions', 'outOfRange'],
    ['groups.2.partitionBy', 'zone', 'groups[2].partitionBy', 'notOneOf'],
    ['groups.2.retention', { hours: 5 }, 'groups[2].retention.hours', 'unknownField'],
    ['groups.2.waitUs', 1_000, 'groups[2].waitUs', 'needsLagMax'],
    ['groups.2.capacity', { workers: 1, queue: 5, service }, 'groups[2].capacity', 'streamHasNoCapacity'],
    ['groups.3.consumer', { heartbeatUs: 3_000_000 }, 'groups[3].consumer.heartbeatUs', 'outOfRange'],
    ['groups.3.consumer', { assignor: 'fair' }, 'groups[3].consumer.assignor', 'notOneOf'],
    ['groups.3.takesFrom', 'api', 'groups[3].takesFrom', 'wrongRole'],
    ['groups.3.capacity.admission', { deadline: true }, 'groups[3].capacity.admission', 'consumerAdmits'],
    ['groups.0.calls', 'clicks', 'groups[0].calls', 'wrongRole'],
    ['faults.0', { atUs: 5, kind: 'redrive', target: { group: 'api' } }, 'faults[0].target', 'noDeadLetters'],
  ])('%s = %j', (path, value, field, problem) => {
    expect(refused(path, value, streams)).toMatchObject({ code: 'scenario.invalid', field, problem })
  })

  it('may be set as people do', () => {
    const consumer = { batch: 5, commit: 'before', assignor: 'range', sessionUs: 1_000_000, heartbeatUs: 100_000 }
    const set = changed('groups.3.consumer', consumer, changed('groups.2.retention', { ageUs: 5_000_000 }, streams))
    expect(validateScenario(set)).toEqual(set)
  })
})
