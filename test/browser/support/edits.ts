/** Edits of decisions in the middle of a run, each with the figure that it changes, and whither. */
import type { Command } from '../../../src/cluster/command'
import { presetOf } from '../../../src/scenarios/presets'
import { webShop } from '../../../src/scenarios/presets/webShop'
import type { CallPolicySpec } from '../../../src/scenarios/policies'
import type { Scenario } from '../../../src/scenarios/scenario'
import { shop } from '../../scenarios/shop'
import { RAFT } from '../../decisions/stores'

const SECOND = 1e6
const preset = (id: string): Scenario => presetOf(id) as Scenario
const SHARDS = [1, 2, 3, 4]
const replicas = (zone: string) => SHARDS.map((shard) => ({ node: `shard-${shard}${zone}` }))
const apart: Command = { kind: 'partition', groups: ['a', 'b', 'c'].map(replicas) }
const everyShard = (kind: 'kill' | 'restart', atUs: number) =>
  SHARDS.map((_, shard) => ({ atUs, kind, target: { shard } }))

const hungRecommendations = (policy: Omit<CallPolicySpec, 'from' | 'to'>): Scenario => ({
  ...preset('slow-dependency'),
  policies: [{ from: 'api', to: 'recommendations', timeoutUs: 300_000, ...policy }],
  faults: [{ atUs: SECOND, kind: 'stall', target: { group: 'recommendations' } }],
})
/** The balancer has only so many connections to the API, and whoever waits for recommendations keeps one. */
function fewConnections(policy: Partial<CallPolicySpec>): Scenario {
  const scenario = preset('slow-dependency')
  const [connections, recommendations] = scenario.policies ?? []
  return {
    ...scenario,
    policies: [connections, { ...recommendations, ...policy }],
    faults: [{ atUs: SECOND, kind: 'stall', target: { group: 'recommendations' } }],
  }
}
const breaking: Scenario = {
  ...webShop('hanging', {
    journeys: [{ id: 'browse', ratePerSecond: 100, deadlineUs: 2 * SECOND, steps: [{ op: 'call' }] }],
    faults: [
      { atUs: SECOND, kind: 'stall', target: { group: 'web' } },
      { atUs: 4 * SECOND, kind: 'resume', target: { group: 'web' } },
    ],
  }),
  policies: [
    {
      from: 'customers',
      to: 'balancer',
      timeoutUs: 600_000,
      breaker: { window: 20, minimumCalls: 10, failureRate: 0.5, openUs: SECOND, trials: 3 },
    },
  ],
}
const overloaded: Scenario = {
  ...preset('overload'),
  faults: [{ atUs: SECOND, kind: 'slow', target: { group: 'web' }, factor: 2 }],
}

export interface Edit {
  scenario: Scenario
  /** When it is applied, and when the chart is looked at. */
  atS: number
  untilS: number
  decision: string
  text: string
  journey: string
  measure: 'not ok' | 'slow'
  goes: 'up' | 'down'
}
/** "not ok" stands for the share that succeeds. */
export const EDITS: Record<string, Edit> = {
  'reads that must be strong fail where no majority is heard': {
    ...{ scenario: { ...preset('storefront'), faults: [{ atUs: SECOND, ...apart }] }, atS: 2, untilS: 8 },
    ...{ decision: 'How fresh a read must be', text: "export default () => 'strong'" },
    ...{ journey: 'dashboard', measure: 'not ok', goes: 'down' },
  },
  'who waits for one answer goes on where nobody hears another': {
    ...{ scenario: { ...preset('storefront'), faults: [{ atUs: SECOND, ...apart }] }, atS: 2, untilS: 8 },
    ...{ decision: 'How many replicas must answer', text: 'export default () => 1' },
    ...{ journey: 'checkout', measure: 'not ok', goes: 'up' },
  },
  'who lets in only what a short queue can serve answers more': {
    ...{ scenario: overloaded, atS: 2, untilS: 12 },
    ...{ decision: 'Who is let in', text: 'export default ({ waiting }) => waiting < 3' },
    ...{ journey: 'buy', measure: 'not ok', goes: 'up' },
  },
  'without a limit what hangs keeps the places that checkouts need': {
    ...{ scenario: fewConnections({ limit: { kind: 'fixed', limit: 2 }, fallback: [{ kind: 'default' }] }) },
    ...{ atS: 2, untilS: 10, decision: 'How many may be under way at once', text: 'export default () => 1_000' },
    ...{ journey: 'checkout', measure: 'not ok', goes: 'down' },
  },
  'who takes nothing from the cache floods the store': {
    ...{ scenario: preset('cache-stampede'), atS: 3, untilS: 8 },
    ...{ decision: 'What to take from the cache', text: 'export default () => false' },
    ...{ journey: 'dashboard', measure: 'not ok', goes: 'down' },
  },
  'who answers with nothing instead fails': {
    ...{ scenario: hungRecommendations({ fallback: [{ kind: 'default' }] }), atS: 2, untilS: 8 },
    ...{ decision: 'What to answer with instead', text: 'export default () => -1' },
    ...{ journey: 'dashboard', measure: 'not ok', goes: 'down' },
  },
  'members that wait equally long split their votes': {
    ...{ scenario: { ...shop(RAFT), faults: [...everyShard('kill', 3e6), ...everyShard('restart', 4e6)] } },
    ...{ atS: 2, untilS: 9, decision: 'How long to wait for a leader', text: 'export default () => 500_000' },
    ...{ journey: 'checkout', measure: 'not ok', goes: 'down' },
  },
  'a group that never grows fails its users in a surge': {
    ...{ scenario: surging(), atS: 2, untilS: 40 },
    ...{ decision: 'How many instances there should be', text: 'export default ({ min }) => min' },
    ...{ journey: 'browse', measure: 'not ok', goes: 'down' },
  },
  'a breaker that nobody may try stays open': {
    ...{ scenario: breaking, atS: 3, untilS: 9 },
    ...{ decision: 'When an open breaker lets a call try', text: 'export default () => false' },
    ...{ journey: 'browse', measure: 'not ok', goes: 'down' },
  },
}
function surging(): Scenario {
  const scenario = preset('autoscale')
  const groups = scenario.groups.map((group) =>
    group.role !== 'clients'
      ? group
      : {
          ...group,
          journeys: group.journeys.map((journey) => ({
            ...journey,
            surges: [{ fromUs: 5 * SECOND, toUs: 100 * SECOND, factor: 3 }],
          })),
        },
  )
  return { ...scenario, groups }
}
