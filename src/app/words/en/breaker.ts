/** The words of a breaker's chart: its states, what leads from one to another, and the figures that decide it. */
import { count, duration, percent } from '../numbers'
import type { BreakerView } from '../../../lab/breakerView'

const STATES: Record<string, string> = {
  closed: 'closed',
  open: 'open',
  halfOpen: 'half-open',
  forcedOpen: 'held open',
  forcedClosed: 'held closed',
}
const MEANS: Record<string, string> = {
  closed: 'Calls go through, and it counts how they end.',
  open: 'No call goes through: they are refused at once, and the callee is left in peace.',
  halfOpen: 'A few calls go through as trials; the others are refused.',
  forcedOpen: 'Held open by hand: no call goes through until it is reset.',
  forcedClosed: 'Held closed by hand: every call goes through, however they end, until it is reset.',
}
const PRESETS: Record<string, string> = {
  resilience4j: 'resilience4j',
  hystrix: 'Hystrix',
  polly: 'Polly',
  opossum: 'opossum',
  gobreaker: 'gobreaker',
  cockatiel: 'cockatiel',
}
const calls = (n: number): string => (n === 1 ? 'one call' : `${count(n)} calls`)

function opensWhen({ opens }: BreakerView): string {
  const { failureRate, slowRate, slowUs, failuresInARow } = opens
  const ways = [
    ...(failureRate === null ? [] : [`${percent(failureRate)} fail`]),
    ...(slowRate === null ? [] : [`${percent(slowRate)} take over ${duration(slowUs)}`]),
    ...(failuresInARow === 0 ? [] : [`${failuresInARow} fail in a row`]),
  ]
  return ways.join(', or ')
}
function ofWhich({ window }: BreakerView): string {
  if (window.calls > 0) return `the last ${calls(window.calls)}`
  return window.lengthUs > 0 ? `the calls of the last ${duration(window.lengthUs)}` : 'all calls since it closed'
}
function failing({ counted, opens }: BreakerView): string {
  if (opens.failureRate === null && opens.failuresInARow > 0) return `now ${counted.failuresInARow}`
  return `now ${counted.calls === 0 ? 'none' : percent(counted.failures / counted.calls)}`
}

export const breaker = {
  title: 'Breaker',
  between: (from: string, to: string): string => `${from} → ${to}`,
  choose: 'Which breaker',
  /** `state`: a value of BREAKER of src/lab/protocol. */
  option: (name: string, state: number): string => `${name}, ${OPTIONS[state] ?? ''}`,
  state: (mode: string): string => STATES[mode] ?? mode,
  means: (mode: string): string => MEANS[mode] ?? '',
  since: (view: BreakerView): string => `for ${duration(view.forUs)}`,
  preset: (name: string): string => `With the defaults of ${PRESETS[name] ?? name}.`,
  chart: (mode: string): string => `Chart of the breaker’s states. It is ${STATES[mode] ?? mode} now.`,
  frame: 'by itself',
  /** What stands on an arrow: what leads along it, and under it how far that is, where it is the live state's. */
  arrow: (from: string, to: string, view: BreakerView): { what: string; now: string } => {
    const { counted, trials, byPolicy } = view
    switch (`${from} ${to}`) {
      case 'closed open': {
        if (byPolicy.trip)
          return { what: 'your policy says so', now: `${count(counted.failures)} of ${count(counted.calls)}` }
        const { failureRate, failuresInARow } = view.opens
        const what = failureRate === null ? `${failuresInARow} in a row fail` : `${percent(failureRate)} fail`
        return { what, now: `${failing(view)} of ${count(counted.calls)}` }
      }
      case 'open halfOpen':
        if (byPolicy.trial) return { what: 'your policy lets one try', now: '' }
        return {
          what: `after ${duration(view.openUs)}`,
          now: view.trialInUs === 0 ? 'next call' : `in ${duration(view.trialInUs ?? 0)}`,
        }
      case 'halfOpen closed':
        return {
          what: byPolicy.trip
            ? 'your policy says so'
            : trials.of === 1
              ? 'the trial passes'
              : `${trials.of} trials pass`,
          now: `${trials.ended - trials.failed} so far`,
        }
      case 'halfOpen open':
        if (byPolicy.trip) return { what: 'your policy says so', now: `${trials.failed} so far` }
        return { what: trials.judged === 'each' ? 'a trial fails' : 'too many fail', now: `${trials.failed} so far` }
      default:
        return { what: '', now: '' }
    }
  },
  /** What a person does, on an arrow. */
  acts: (events: readonly string[]): string => events.map((event) => ACTS[event] ?? event).join(', '),
  /** The same in sentences, for everybody. */
  next: (view: BreakerView): string[] => {
    const { counted, trials, minimumCalls, byPolicy } = view
    switch (view.mode) {
      case 'closed':
        return [
          byPolicy.trip
            ? `Your policy decides when it opens. It counts ${ofWhich(view)}.`
            : `It opens when, of ${ofWhich(view)}, ${opensWhen(view)}.`,
          counted.calls === 0
            ? 'None was counted yet.'
            : `Now: ${count(counted.failures)} of ${calls(counted.calls)} failed (${percent(counted.failures / counted.calls)})` +
              (view.opens.slowRate === null ? '.' : `, ${count(counted.slow)} were slow.`),
          ...(counted.calls < minimumCalls && !byPolicy.trip
            ? [`Fewer than ${count(minimumCalls)} calls are no evidence.`]
            : []),
        ]
      case 'open':
        if (byPolicy.trial) return ['Your policy decides whether the next call that comes is a trial.']
        return [
          view.trialInUs === 0
            ? 'The next call that comes is a trial.'
            : `It tries again in ${duration(view.trialInUs ?? 0)}.`,
        ]
      case 'halfOpen':
        return [
          byPolicy.trial
            ? `Trials: ${trials.begun} begun; your policy decides who else may try.`
            : `Trials: ${trials.begun} of ${trials.of} begun, ${trials.of - trials.begun} left.`,
          `${trials.ended - trials.failed} passed, ${trials.failed} failed.`,
        ]
      default:
        return []
    }
  },
  hands: 'By hand',
  hand: { tripBreaker: 'Trip', openBreaker: 'Hold open', closeBreaker: 'Hold closed', resetBreaker: 'Reset' },
  gone: 'There is no breaker here any more.',
}
const OPTIONS = ['', 'closed', 'open', 'half-open', 'held open', 'held closed']
const ACTS: Record<string, string> = { trip: 'trip', holdOpen: 'hold', holdClosed: 'hold', reset: 'reset' }
