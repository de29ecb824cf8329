/** The words of src/app/policies: what the policy of calls sets, how full it is, and what it turned away. */
import { count, duration, exact, percent } from '../numbers'
import type { PolicyView } from '../../../lab/policyView'
import { charts } from './charts'

type Entry = PolicyView['entry']
type Part<K extends keyof Entry> = NonNullable<Entry[K]>

export const CALLS_OF: Record<PolicyView['operations'][number], string> = {
  read: 'reads',
  write: 'writes',
  transfer: 'transfers',
  submit: 'jobs',
  call: 'requests',
  recommend: 'recommendations',
  lookUp: 'look-ups',
}
const LAWS: Record<Part<'limit'>['kind'], string> = {
  fixed: '',
  aimd: 'AIMD: more while all goes well, fewer after a failure',
  gradient: 'Gradient: fewer as answers become slower than usual',
  vegas: 'Vegas: fewer as answers become slower than the fastest',
}
const and = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

/** One sentence for each part that an entry may have, in the order in which a caller meets them. */
const SETS: { [K in keyof Entry]?: (part: Part<K>) => string } = {
  breaker: () => 'Has a circuit breaker.',
  breakerPer: () => 'Each shard has a breaker of its own.',
  throttle: ({ k, windowUs }) =>
    `Sends about ${count(k)} times what is accepted, and holds the rest back (over the last ${duration(windowUs)}).`,
  rateLimit: ({ perSecond, burst }) => `At most ${count(perSecond)} a second, ${exact(burst)} in one burst.`,
  limit: (limit) =>
    limit.kind === 'fixed'
      ? `At most ${exact(limit.limit)} at once.`
      : `At most so many at once as goes well (${LAWS[limit.kind]}).`,
  bulkhead: ({ maxConcurrent, maxWaiting = 0, maxWaitUs = 0 }) =>
    `At most ${exact(maxConcurrent)} at once; ` +
    (maxWaiting > 0 ? `${exact(maxWaiting)} more wait for a place, up to ${duration(maxWaitUs)}.` : 'none waits.'),
  timeoutUs: (us) => `Waits at most ${duration(us)} for an answer.`,
  deadline: (isKept) => (isKept ? 'Gives up when the operation’s deadline has passed, and passes it on.' : ''),
  retry: (retry) => (retry.attempts === 1 ? 'Tries once.' : `Tries at most ${retry.attempts} times; ${waits(retry)}.`),
  budget: ({ ratio, minRetriesPerSecond, ttlUs }) =>
    `Retry budget: ${percent(ratio)} of the calls of the last ${duration(ttlUs)}, and ${count(minRetriesPerSecond)} a second besides.`,
  retryThrottle: ({ maxTokens, tokenRatio }) =>
    `Retries only while more than half of ${count(maxTokens)} tokens are left: a failure takes one, a success gives ${tokenRatio} back.`,
  hedge: ({ delayUs, maxAttempts, tied }) => {
    const when = delayUs === 0 ? 'at once' : `when no answer has come after ${duration(delayUs)}`
    return `Sends a second copy ${when}${maxAttempts > 2 ? `, and so on, up to ${maxAttempts} in all` : ''}.${tied ? ' Tied: the copy that begins calls the other off where it still waits.' : ''}`
  },
  fallback: (steps) =>
    steps
      .map(({ kind, causes }) => {
        const when = causes ? `On failure (${causes.map(charts.operations.cause).join(', ')})` : 'On any failure'
        return `${when}: ${kind === 'default' ? 'goes on without it.' : 'refuses the whole.'}`
      })
      .join(' '),
}
function waits({ strategy, backoffUs, multiplier = 2, jitter = 1 }: Part<'retry'>): string {
  if (strategy === 'none' || backoffUs === 0) return 'again at once'
  const first = duration(backoffUs)
  if (strategy === 'decorrelatedJitter') return `the waits between are ${first} or more, at random`
  const isRandom = strategy ? strategy.endsWith('Jitter') : jitter > 0
  const grows = strategy ? strategy !== 'fixed' : multiplier > 1
  const wait = isRandom ? `up to ${first}, at random` : first
  return grows ? `the first wait is ${wait}, then longer ones` : `each wait is ${wait}`
}

export const policies = {
  title: 'Policies',
  change: 'Change how it calls',
  changeOf: (from: string, to: string): string => `Change how ${from} calls ${to}`,
  choose: 'Whose policies',
  of: (from: string, to: string | null): string => (to === null ? from : `${from} to ${to}`),
  /** Which of the calls along its edge. */
  which: ({ operations, journeys, isWhole }: Pick<PolicyView, 'operations' | 'journeys' | 'isWhole'>): string => {
    if (isWhole) return 'all calls'
    const kinds = and(operations.map((operation) => CALLS_OF[operation]))
    return journeys.length === 0 ? kinds : `${kinds} of ${and(journeys)}`
  },
  sets: (entry: Entry): string[] =>
    Object.entries(SETS).flatMap(([part, say]) => {
      const value = entry[part as keyof Entry]
      return value === undefined ? [] : (say as (value: unknown) => string)(value) || []
    }),
  now: (name: string): string => `${name} now`,
  row: {
    underWay: 'Under way now',
    waiting: 'Waiting for a place',
    tokens: 'Calls it may make at once',
    retries: 'Retries left in the budget',
    retryTokens: 'Retry tokens left',
    heldBack: 'Held back by chance',
  },
  figure: ({ code, value, of }: { code: string; value: number; of: number | null }): string => {
    if (code === 'heldBack') return percent(value)
    const left = code === 'retryTokens' ? count(value) : exact(Math.floor(value))
    return of === null ? left : `${left} of ${exact(of)}`
  },
  rejected: 'Turned away since it started',
  nothing: 'none',
  cause: charts.operations.cause,
  count: exact,
}
