/** The words of src/app/policies/editor: what calls go by, each part in a name and a sentence, each setting in a name. */
import type { BreakerConfig } from '../../../resilience/breaker'
import { count, duration, percent } from '../numbers'
import { charts } from './charts'
import { CALLS_OF, policies } from './policies'

interface PartWords {
  name: string
  hint: string
}
interface FieldWords {
  label: string
  hint?: string
  of?: Record<string, string>
  /** Where a choice is left open, or a number empty. */
  none?: string
}

const PARTS: Record<string, PartWords> = {
  timeoutUs: { name: 'Timeout', hint: 'How long one attempt is waited for.' },
  deadline: { name: 'Deadline', hint: 'The operation’s own deadline travels with the call; no attempt outlives it.' },
  retry: { name: 'Retry', hint: 'What failed is tried again, after a wait.' },
  budget: { name: 'Retry budget', hint: 'Retries are a share of all calls at most, as Finagle has it.' },
  retryThrottle: {
    name: 'Retry throttling',
    hint: 'Failures take tokens, successes give some back; half of them must be left to retry, as gRPC has it.',
  },
  hedge: { name: 'Hedged request', hint: 'When an answer is late, a second copy is sent; the first answer counts.' },
  breaker: { name: 'Circuit breaker', hint: 'When too many calls fail, none is made for a while.' },
  breakerPer: {
    name: 'A breaker for each shard',
    hint: 'Each shard is counted by itself; with one breaker, a shard that fails closes the way to all.',
  },
  bulkhead: {
    name: 'Bulkhead',
    hint: 'So many calls at once and no more, so that one slow callee cannot take all there is.',
  },
  limit: { name: 'Concurrency limit', hint: 'As a bulkhead, of a size that can find itself.' },
  rateLimit: { name: 'Rate limit', hint: 'A bucket of tokens: each call takes one.' },
  throttle: {
    name: 'Adaptive throttling',
    hint: 'Who is refused too often holds calls back by itself (SRE book, ch. 21).',
  },
  fallback: { name: 'Fallback', hint: 'What stands in for an answer that failed.' },
}
const ADMISSION: Record<string, PartWords> = {
  order: { name: 'Order of service', hint: 'Who of those that wait is served next.' },
  deadline: { name: 'Deadlines', hint: 'Turns away what could not be answered in time.' },
  priority: { name: 'Priorities', hint: 'How much of the queue each importance may fill.' },
  rate: { name: 'Rate', hint: 'A bucket of tokens: each request takes one.' },
  limit: { name: 'Concurrency limit', hint: 'On what is in service and waiting.' },
  codel: { name: 'CoDel', hint: 'Drops when waits stay above a target (Nichols and Jacobson 2012).' },
  delay: { name: 'Controlled delay', hint: 'Long waits in calm, short ones under overload (Maurer 2015).' },
}

const FIRST: FieldWords = { label: 'To begin with' }
const LEAST: FieldWords = { label: 'Never fewer than' }
const MOST: FieldWords = { label: 'Never more than' }
const LAW: FieldWords = {
  label: 'Its size',
  of: {
    fixed: 'is fixed',
    aimd: 'AIMD: one more while all goes well, a share fewer after a failure',
    gradient: 'Gradient: fewer as answers become slower than usual',
    vegas: 'Vegas: fewer as answers become slower than the fastest',
  },
}
const LIMIT: Record<string, FieldWords> = {
  kind: LAW,
  limit: { label: 'At once, at most' },
  initial: FIRST,
  min: LEAST,
  max: MOST,
  backoffRatio: { label: 'After a failure, goes on with' },
  timeoutUs: { label: 'As bad as a failure: slower than' },
  queue: { label: 'May wait besides' },
  rttTolerance: { label: 'Still well: so many times as slow as usual' },
  smoothing: { label: 'Weight of what is new, 0 to 1' },
  longWindow: { label: 'Usual is the mean of so many answers' },
  probeMultiplier: { label: 'Probes for the fastest every so many limits’ worth of calls' },
}

const FIELDS: Record<string, Record<string, FieldWords>> = {
  timeoutUs: { '': { label: 'One attempt is given up after' } },
  retry: {
    attempts: { label: 'Attempts at most', hint: 'The first is one of them.' },
    strategy: {
      label: 'Waits between',
      none: 'by a factor and a jitter of its own',
      of: {
        none: 'none: again at once',
        fixed: 'always the same',
        exponential: 'doubling, no jitter',
        equalJitter: 'doubling, half of each at random (equal jitter)',
        fullJitter: 'doubling, all of each at random (full jitter)',
        decorrelatedJitter: 'at random, up to three times the one before (decorrelated jitter)',
      },
    },
    backoffUs: { label: 'First wait' },
    maxUs: { label: 'Longest wait', none: 'no end' },
    multiplier: { label: 'Each wait is longer by the factor' },
    jitter: { label: 'At random', hint: 'The share of each wait that chance may take off.' },
  },
  budget: {
    ratio: { label: 'Retries, of all calls' },
    minRetriesPerSecond: { label: 'And so many a second besides' },
    ttlUs: { label: 'Calls count for' },
  },
  retryThrottle: {
    maxTokens: { label: 'Tokens' },
    tokenRatio: { label: 'A success gives back' },
  },
  hedge: {
    delayUs: { label: 'Second copy after', hint: 'Often the p95 latency, so that one call in twenty is sent twice.' },
    maxAttempts: { label: 'Copies at most' },
    tied: { label: 'Tied', hint: 'The copy that begins calls the other off where it still waits.' },
  },
  breaker: {
    '': {
      label: 'Breaker',
      of: {
        resilience4j: 'as resilience4j has it',
        hystrix: 'as Hystrix has it',
        polly: 'as Polly has it',
        opossum: 'as opossum has it',
        gobreaker: 'as gobreaker has it',
        cockatiel: 'as cockatiel has it',
        plain: 'own: over the last calls',
        detailed: 'own: every detail',
      },
    },
    window: { label: 'Looks at the last so many calls' },
    'window.kind': {
      label: 'Looks at',
      of: {
        count: 'the last so many calls',
        clock: 'calls of the last cells of the clock',
        demand: 'calls of the last cells, each begun by a call',
        rotation: 'the same, forgotten when their place is needed',
        all: 'all calls since it closed',
      },
    },
    'window.calls': { label: 'Calls' },
    'window.cells': { label: 'Cells' },
    'window.cellUs': { label: 'Length of a cell' },
    minimumCalls: { label: 'Fewer calls than this are no evidence' },
    failureRate: { label: 'Opens when so many fail', hint: 'Above 100 %: never by this.' },
    slowUs: { label: 'A call is slow after' },
    slowRate: { label: 'Opens when so many are slow', hint: 'Above 100 %: never by this.' },
    threshold: { label: 'The share must be', of: { reached: 'reached', exceeded: 'exceeded' } },
    failuresInARow: { label: 'Or so many fail in a row', hint: '0: the shares decide.' },
    judgedAfter: {
      label: 'Judged',
      of: { call: 'after every call', failure: 'after every failure', cell: 'when a cell is over' },
    },
    counts: { label: 'Counted are calls that', of: { ended: 'ended', asked: 'were asked for, in vain too' } },
    openUs: { label: 'Stays open for' },
    opensFor: { label: 'The first trial may come', of: { atLeast: 'just then', longerThan: 'only after it' } },
    trials: { label: 'Trials, half-open' },
    trialsJudged: {
      label: 'Trials are judged',
      of: { each: 'each: the first failed one opens it again', together: 'all together, by the same shares' },
    },
    trialsLostUs: { label: 'Trials are lost after', hint: '0: it waits for them for ever.' },
    trialsLost: { label: 'Lost trials', of: { renewed: 'are begun anew', failed: 'open it again' } },
    keepsWindow: { label: 'Keeps its count when it opens and closes' },
  },
  bulkhead: {
    maxConcurrent: { label: 'Calls at once' },
    maxWaiting: { label: 'May wait for a place' },
    maxWaitUs: { label: 'Wait at most' },
  },
  limit: LIMIT,
  rateLimit: { perSecond: { label: 'Calls a second' }, burst: { label: 'In one burst' } },
  throttle: {
    k: { label: 'Calls for each that is accepted', hint: '2 in the book; the fewer, the sooner it holds back.' },
    windowUs: { label: 'Counted over the last' },
  },
  fallback: {
    kind: {
      label: 'Stands in',
      of: { default: 'goes on without the answer', refuse: 'refuses the whole, honestly' },
    },
    causes: { label: 'For', none: 'None chosen: any failure.' },
  },
}
const ADMISSION_FIELDS: Record<string, Record<string, FieldWords>> = {
  order: {
    '': {
      label: 'Next is',
      of: {
        oldest: 'whoever came first',
        newest: 'whoever came last',
        important: 'the most important',
        adaptive: 'who came first; under overload, who came last',
      },
    },
  },
  priority: {
    0: { label: 'More than critical', hint: 'Always the whole queue: 100 %.' },
    1: { label: 'Critical' },
    2: { label: 'Can be shed in part' },
    3: { label: 'Can be shed' },
  },
  rate: {
    perSecond: { label: 'Requests a second' },
    burst: { label: 'In one burst' },
    per: { label: 'The bucket is', none: 'for all', of: { all: 'for all', tenant: 'each tenant’s own' } },
  },
  limit: LIMIT,
  codel: { targetUs: { label: 'A wait that is well' }, intervalUs: { label: 'Waits may stay above it for' } },
  delay: { targetUs: { label: 'Longest wait under overload' }, intervalUs: { label: 'Longest wait in calm' } },
}
const NO_FIELD: FieldWords = { label: '' }

function breakerSentence(config: BreakerConfig): string {
  const { window, minimumCalls, failureRate, slowRate, slowUs, failuresInARow, openUs, trials } = config
  const of =
    window.kind === 'count'
      ? `the last ${count(window.calls)} calls`
      : window.kind === 'all'
        ? 'all calls'
        : `the calls of the last ${duration(window.cells * window.cellUs)}`
  const ways = [
    ...(failureRate > 1 ? [] : [`${percent(failureRate)} of ${of} fail`]),
    ...(slowRate > 1 ? [] : [`${percent(slowRate)} take over ${duration(slowUs)}`]),
    ...(failuresInARow === 0 ? [] : [`${failuresInARow} fail in a row`]),
  ]
  const evidence = minimumCalls > 0 ? ` (of ${count(minimumCalls)} at least)` : ''
  return `Opens when ${ways.join(', or ')}${evidence}; after ${duration(openUs)} ${trials === 1 ? 'one trial decides' : `${count(trials)} trials decide`}.`
}

export const policySettings = {
  title: 'Change how it calls',
  lead: 'The same users and faults are run again with these, up to where you are. The run before stays to go back to.',
  which: 'Calls',
  edge: policies.of,
  nothing: 'Each call is made once, and nothing is asked before it.',
  /** Of an entry: which calls it is for. */
  entry: (operations: readonly string[], journeys: readonly string[]): string =>
    policies.which({
      operations: operations as Parameters<typeof policies.which>[0]['operations'],
      journeys: [...journeys],
      isWhole: operations.length === 0 && journeys.length === 0,
    }),
  operations: { label: 'Only', none: 'None chosen: whatever is asked.', of: CALLS_OF },
  journeys: { label: 'Only of', none: 'None chosen: of all.' },
  part: (admits: boolean, name: string): PartWords => (admits ? ADMISSION : PARTS)[name],
  field: (admits: boolean, part: string, path: string): FieldWords => {
    const fields = (admits ? ADMISSION_FIELDS : FIELDS)[part] ?? {}
    return fields[path] ?? fields[path.replace(/^\d+\./, '')] ?? NO_FIELD
  },
  cause: charts.operations.cause,
  sentence: policies.sets,
  breakerSentence,
  usual: (value: string): string => `usually ${value}`,
  unit: { ms: 'ms', share: '%', count: '', number: '' },
  add: 'Add',
  addPart: (name: string): string => `Add: ${name}`,
  remove: 'Remove',
  removePart: (name: string): string => `Remove: ${name}`,
  addStandIn: 'Another, for other failures',
  removeStandIn: 'Remove the first of these',
  addEntry: 'Other settings for some of these calls',
  removeEntry: (which: string): string => `Remove all settings of: ${which}`,
  admits: (group: string): string => `What ${group} turns away`,
  admitsLead: 'Whoever calls it. Besides, it turns away what finds its queue full.',
  run: 'Start again with these settings',
  running: 'Starting again …',
  same: 'These are the settings of the run.',
}
