/** What a service sheds and in which order it serves: one node with one worker of 100 µs, everything coming at once from 10 µs away. */
import { describe, expect, it } from 'vitest'
import type { Criticality } from '../../src/cluster'
import { F, SHED_REASONS, TYPE, W, criticalityBits } from '../../src/cluster'
import { FLOATS, WORDS } from '../../src/kernel/eventQueue'
import { AIMD_DEFAULTS } from '../../src/resilience/limit'
import { parseScenario } from '../../src/scenarios/schema'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { AdmissionConfig } from '../../src/services/admission'
import { admissionOf } from '../../src/services/admission'
import { Stage, constant } from '../cluster/stage'

const NOTHING: AdmissionConfig = {
  order: 'oldest',
  deadline: false,
  priority: null,
  rate: null,
  tenants: null,
  limit: null,
  codel: null,
  delay: null,
  meanServiceUs: 100,
}
interface Request {
  atUs: number
  criticality?: Criticality
  deadlineUs?: number
  type?: number
  user?: number
}

/** Plays these requests, named from 1; what the node served and what it turned away or dropped, as "time name (reason)". */
function play(config: Partial<AdmissionConfig>, requests: Request[], queueLimit = 4) {
  const stage = new Stage()
    .node('a')
    .node('b', [], { workers: 1, queueLimit, service: constant(100) }, admissionOf({ ...NOTHING, ...config }))
    .link('a', 'b', 10)
  const { cluster } = stage
  cluster.start()
  requests.forEach(({ atUs, criticality = 'critical', deadlineUs = 0, type = TYPE.storeRead, user }, i) => {
    stage.runBefore(atUs)
    const m = cluster.send(stage.at('a'), stage.at('b'), type, 0, i + 1, 0)
    cluster.queue.words[m * WORDS + (type === TYPE.request ? W.c : W.key)] = user ?? i + 1
    cluster.queue.words[m * WORDS + W.b] = criticalityBits(criticality)
    cluster.queue.floats[m * FLOATS + F.deadlineUs] = deadlineUs
  })
  stage.drain()
  const shed = stage
    .kinds('REFUSED', 'SHED')
    .map(({ atUs, words, detail }) => `${atUs} ${words[2]} ${SHED_REASONS[detail >> 8]}`)
  const served = stage.kinds('STARTED').map(({ words }) => words[2])
  return { served, shed }
}
const atOnce = (n: number, of: Partial<Request> = {}): Request[] =>
  Array.from({ length: n }, () => ({ atUs: 0, ...of }))

describe('the order of service', () => {
  it('is first come first served, or the newest first, or the most important first and among them the oldest', () => {
    const mixed: Request[] = [
      { atUs: 0 },
      { atUs: 0, criticality: 'sheddable' },
      { atUs: 0, criticality: 'critical' },
      { atUs: 0, criticality: 'criticalPlus' },
      { atUs: 0, criticality: 'critical' },
    ]
    expect(play({}, mixed).served).toEqual([1, 2, 3, 4, 5])
    expect(play({ order: 'newest' }, mixed).served).toEqual([1, 5, 4, 3, 2])
    expect(play({ order: 'important' }, mixed).served).toEqual([1, 4, 3, 5, 2])
  })

  it('adaptive: the newest first once the queue has not been empty for an interval, and who waited beyond the target is dropped', () => {
    const steady = Array.from({ length: 12 }, (_, i) => ({ atUs: i * 50 }))
    const { served, shed } = play({ order: 'adaptive', delay: { targetUs: 120, intervalUs: 250 } }, steady, 20)
    expect(served).toEqual([1, 2, 3, 4, 8, 10, 12]) // in calm 1 to 4; then whoever has just come
    expect(shed.map((line) => line.slice(line.indexOf(' ') + 1))).toEqual(
      [11, 9, 7, 6, 5].map((name) => `${name} waitedTooLong`),
    )
  })
})

describe('at the door', () => {
  it('a full queue turns away whatever comes', () => {
    expect(play({}, atOnce(7)).shed).toEqual(['10 6 queueFull', '10 7 queueFull'])
  })

  it('by deadline: what could not be answered in time at the pace of late is not let in, the rest is', () => {
    const { served, shed } = play({ deadline: true }, atOnce(5, { deadlineUs: 350 }))
    expect(served).toEqual([1, 2, 3, 4])
    expect(shed).toEqual(['10 5 tooLate'])
  })

  it('by deadline: what is late when its turn comes is dropped unserved', () => {
    // The node was believed to be four times as fast as it is.
    const { served, shed } = play({ deadline: true, meanServiceUs: 25 }, atOnce(4, { deadlineUs: 190 }))
    expect(served).toEqual([1, 2])
    expect(shed).toEqual(['210 3 tooLate', '210 4 tooLate'])
  })

  it('by criticality: the fuller the queue, the more important work must be', () => {
    const priority = [1, 0.75, 0.5, 0.25] as const
    expect(play({ priority }, atOnce(6, { criticality: 'criticalPlus' })).shed).toEqual(['10 6 queueFull'])
    expect(play({ priority }, atOnce(4, { criticality: 'sheddable' })).shed).toEqual([
      '10 3 lessImportant',
      '10 4 lessImportant',
    ])
  })

  it('by rate: a bucket of tokens', () => {
    const { shed } = play({ rate: { perSecond: 5_000, burst: 2 } }, [...atOnce(3), { atUs: 200 }, { atUs: 210 }], 10)
    expect(shed).toEqual(['10 3 overRate', '220 5 overRate'])
  })

  it('by rate for each tenant: whoever sends too much takes from nobody else; orders belong with their users', () => {
    const perTenant = { rate: { perSecond: 5_000, burst: 1 }, tenants: { ends: [10, 15], users: 15 } }
    const request = (user: number) => ({ atUs: 0, type: TYPE.request, user })
    const asked = (key: number) => ({ atUs: 0, type: TYPE.storeRead, user: key })
    expect(play(perTenant, [request(0), request(9), request(10)], 10).shed).toEqual(['10 2 overRate'])
    expect(play(perTenant, [asked(14), asked(15 + 9), asked(15 + 10)], 10).shed).toEqual(['10 3 overRate'])
  })

  it('by a limit on what is under way, which a law moves', () => {
    expect(play({ limit: { kind: 'fixed', limit: 3 } }, atOnce(5)).shed).toEqual(['10 4 overLimit', '10 5 overLimit'])
    // Two late answers each take a tenth of 20, rounded down.
    const learning = { kind: 'aimd', ...AIMD_DEFAULTS, min: 1, initial: 4 } as const
    const late = play({ limit: learning }, [...atOnce(2, { deadlineUs: 50 }), ...[0, 0, 0].map(() => ({ atUs: 300 }))])
    expect(late.shed).toEqual(['310 5 overLimit'])
  })

  it('never turns away what replicas and services say among themselves', () => {
    const internal = atOnce(5, { type: TYPE.replicaWrite })
    expect(play({ limit: { kind: 'fixed', limit: 1 }, rate: { perSecond: 1, burst: 1 } }, internal).shed).toEqual([])
  })
})

describe('in the queue', () => {
  it('CoDel drops one when waits have been above target for an interval, and never the last that waits', () => {
    const { shed } = play({ codel: { targetUs: 50, intervalUs: 200 } }, atOnce(9), 20)
    expect(shed.map((line) => line.split(' ')[2])).toEqual(shed.map(() => 'standingQueue'))
    expect(shed.length).toBeGreaterThan(0)
  })
})

describe('a scenario that asks for what cannot be', () => {
  const refusal = (change: (web: Record<string, unknown>) => void): unknown => {
    const scenario = structuredClone(PRESETS['overload-shed']) as unknown as {
      groups: { capacity: Record<string, unknown> }[]
    }
    change(scenario.groups[2].capacity)
    try {
      return parseScenario(JSON.stringify(scenario))
    } catch (error) {
      return (error as { params: unknown }).params
    }
  }
  it('is refused with the field and the reason', () => {
    expect(refusal((c) => (c.workers = 0))).toMatchObject({ field: 'groups[2].capacity', problem: 'needsWorkers' })
    expect(refusal((c) => (c.admission = { order: 'adaptive' }))).toMatchObject({ problem: 'needsDelay' })
    expect(refusal((c) => (c.admission = { priority: [1, 0.5, 0.8, 0.1] }))).toMatchObject({ problem: 'crossed' })
    expect(refusal((c) => (c.admission = { limit: { kind: 'aimd', min: 9, max: 3 } }))).toMatchObject({
      field: 'groups[2].capacity.admission.limit',
      problem: 'crossed',
    })
    expect(refusal((c) => (c.admission = { rate: { perSecond: NaN, burst: 1 } }))).toMatchObject({
      field: 'groups[2].capacity.admission.rate.perSecond',
    })
  })
})
