/** The words of src/lessons/figures.ts: what each is called, and its value with its unit. */
import type { Condition, Figure, Trouble } from '../../../lessons/figures'
import { count, duration, exact, percent } from '../numbers'

type Name = Figure['figure']
type Of<N extends Name> = Figure extends infer F
  ? F extends { figure: infer X }
    ? N extends X
      ? F
      : never
    : never
  : never

const KINDS: Record<string, string> = {
  read: 'reads',
  write: 'writes',
  submit: 'submissions',
  call: 'calls',
  transfer: 'transfers',
}
const GUARANTEES: Record<string, string> = {
  linearizable: 'linearizability',
  readYourWrites: 'read your writes',
  monotonicReads: 'monotonic reads',
  monotonicWrites: 'monotonic writes',
  writesFollowReads: 'writes follow reads',
  writesKept: 'acknowledged writes kept',
}

const TROUBLES: Record<Trouble, string> = {
  down: 'dead',
  stalled: 'stalled',
  slow: 'slow',
  diskStalled: 'stuck at its disk',
  degraded: 'impaired',
  cut: 'cut',
  held: 'held',
  delayed: 'delayed',
  lossy: 'lossy',
  limited: 'limited',
  flapping: 'flapping',
}

interface About {
  journey?: string
  kind?: string
  shards?: number[]
  group?: string
}
/** "checkout writes on shard 1" */
function subject({ journey, kind, shards, group }: About): string {
  const what = [journey, kind === undefined ? undefined : KINDS[kind]].filter((part) => part !== undefined)
  const words = what.length > 0 ? what.join(' ') : (group ?? 'operations')
  return shards ? `${words} on ${shards.length === 1 ? 'shard' : 'shards'} ${shards.join(', ')}` : words
}

const whole = (value: number): string => exact(value)
const times = (value: number): string => `${value.toFixed(2).replace(/\.?0+$/, '')}×`
const ms = (value: number): string => duration(value * 1000)
const seconds = (value: number): string => duration(value * 1e6)

/** "p99", "p99.9", "median" */
function quantileName(quantile: number): string {
  return quantile === 0.5 ? 'median' : `p${String(Math.round(quantile * 1e4) / 100)}`
}

const FIGURES: { [N in Name]: { name: (figure: Of<N>) => string; value: (value: number) => string } } = {
  count: { name: (f) => `${subject(f)} begun`, value: whole },
  goodput: { name: (f) => `${subject(f)} answered in time, a second`, value: (v) => `${count(v)}/s` },
  answered: { name: (f) => `${subject(f)} answered`, value: whole },
  inTime: { name: (f) => `${subject(f)} answered in time`, value: whole },
  failed: { name: (f) => `${subject(f)} failed`, value: whole },
  unknown: { name: (f) => `${subject(f)} of unknown fate`, value: whole },
  okShare: { name: (f) => `${subject(f)} done in time`, value: percent },
  staleShare: { name: (f) => `stale ${subject({ kind: 'read', ...f })}`, value: percent },
  degradedShare: { name: (f) => `degraded ${subject(f)}`, value: percent },
  attempts: { name: (f) => `attempts for one of ${subject(f)}`, value: times },
  latencyMs: { name: (f) => `${quantileName(f.quantile)} latency of ${subject(f)}`, value: ms },
  staleMaxMs: { name: (f) => `oldest answer to ${subject({ kind: 'read', ...f })}`, value: ms },
  unlabelledStale: { name: (f) => `stale ${subject({ kind: 'read', ...f })} without a label`, value: whole },
  outageS: { name: (f) => `longest time without an answer to ${subject(f)}`, value: seconds },
  leadersAtOnce: { name: () => 'leaders at once', value: whole },
  keysDiverged: { name: () => 'keys on which replicas differ', value: whole },
  broken: { name: (f) => `breaches of ${GUARANTEES[f.guarantee]} by ${subject(f)}`, value: whole },
  couldReturn: {
    name: (f) => `whether ${subject({ kind: 'read', ...f })} could return write ${f.write}`,
    value: (v) => (v > 0 ? 'yes' : 'no'),
  },
  unappliedUnknown: { name: (f) => `${subject(f)} not done, client not told`, value: whole },
  appliedUnknown: { name: (f) => `${subject(f)} done, client not told`, value: whole },
  writesLost: { name: () => 'acknowledged writes lost', value: whole },
  effectsRepeated: { name: () => 'effects that happened twice', value: whole },
  breaches: { name: () => 'broken invariants', value: whole },
  utilisationMax: { name: (f) => `busiest of ${f.group ?? 'all nodes'}`, value: percent },
  skew: { name: (f) => `load of the busiest of ${f.group ?? 'all'} against the mean`, value: times },
  keysMoved: { name: () => 'keys that moved', value: percent },
  messages: { name: (f) => `messages${f.group === undefined ? '' : ` to ${f.group}`}`, value: whole },
  alerts: { name: (f) => (f.severity === 'page' ? 'pages' : 'tickets'), value: whole },
  detectS: { name: () => 'time to detect', value: seconds },
  mitigateS: { name: () => 'time to mitigate', value: seconds },
  budgetSpent: {
    name: (f) => `error budget${f.journey === undefined ? '' : ` of ${f.journey}`} spent`,
    value: percent,
  },
  troubleS: {
    name: (f) =>
      `time that ${f.other === undefined ? f.node : `the link ${f.node} – ${f.other}`} was ${TROUBLES[f.trouble]}`,
    value: seconds,
  },
  timeShare: { name: (f) => `share of the time in ${f.group}, ${f.part}`, value: percent },
}
interface AnyFigure {
  name: (figure: Figure) => string
  value: (value: number) => string
}
const wordsOf = ({ figure }: Figure): AnyFigure => FIGURES[figure] as AnyFigure

export const figures = {
  name: (figure: Figure): string => wordsOf(figure).name(figure),
  value: (figure: Figure, value: number | null): string => (value === null ? '–' : wordsOf(figure).value(value)),
  needed: (condition: Condition): string =>
    'atLeast' in condition
      ? `≥ ${wordsOf(condition.of).value(condition.atLeast)}`
      : `≤ ${wordsOf(condition.of).value(condition.atMost)}`,
  window: ({ fromS, toS }: { fromS?: number; toS?: number }): string => {
    if (fromS === undefined && toS === undefined) return ''
    if (toS === undefined) return `from ${fromS} s on`
    return fromS === undefined ? `until ${toS} s` : `${fromS} to ${toS} s`
  },
}
