/** The sentence that tells the state, clause by clause (src/app/shell/sentence.ts says which). */
import { count, duration, percent } from '../numbers'

type Params = Record<string, string | number>

const list = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
const more = (p: Params): string => (Number(p.more) > 0 ? ` (and ${p.more} more)` : '')
const between = (p: Params): string => `${p.from} and ${p.to}`
const shard = (p: Params): string => `shard-${Number(p.shard) + 1}`

const clauses: Record<string, (p: Params) => string> = {
  starting: () => 'The cluster is being built',
  loop: (p) =>
    `Paused: ${count(Number(p.events))} events ran within the same microsecond at ${duration(Number(p.atUs))}, so they keep causing each other; undo the last act to go on`,
  shardsHealthy: (p) => (p.shards === 1 ? 'The shard is healthy' : `All ${p.shards} shards healthy`),
  allHealthy: () => 'All healthy',
  rates: (p) =>
    `${count(Number(p.perSecond))} ${count(Number(p.perSecond)) === '1' ? 'request' : 'requests'} a second, ${percent(Number(p.okRatio))} succeed`,
  nobodyAsks: () => 'Nobody is asking anything at the moment',
  allFresh: () => 'nobody reads stale data',

  fails: (p) => `${percent(Number(p.ratio))} of ${p.journey} requests fail`,
  stale: (p) => `${p.journey} reads may be ${duration(Number(p.maxUs))} old`,
  slow: (p) => `the slowest ${p.journey} requests take ${duration(Number(p.p99Us))}`,
  late: (p) => `${p.node} is ${duration(Number(p.waitedUs))} behind`,
  alert: (p) =>
    `an alert fires: ${p.of}${p.tenant ? ` of ${p.tenant}’s users` : ''} ${{ availability: 'fails', latency: 'is slow', freshness: 'is stale' }[String(p.kind)] ?? ''}${Number(p.more) > 0 ? ` (and ${p.more} more)` : ''}`,
  nothingFelt: () => 'nobody meets an error, stale data or a wait over 1 s so far',
  allAnswered: () => 'every request is still answered',
  goesThrough: (p) => {
    const names = String(p.journeys).split('|')
    return `${list(names)} still ${names.length > 1 ? 'go' : 'goes'} through`
  },

  down: (p) => `${p.node} is down${more(p)}`,
  diskLost: (p) => `${p.node} has lost its disk${more(p)}`,
  stalled: (p) => `${p.node} is stalled${more(p)}`,
  diskStalled: (p) => `the disk of ${p.node} is stalled${more(p)}`,
  joining: (p) => `${p.node} is joining as a new member${more(p)}`,
  slow_: (p) => `${p.node} is slow${more(p)}`,
  degraded: (p) => `${p.node} is degraded${more(p)}`,
  clockOff: (p) => `the clock of ${p.node} is off${more(p)}`,
  overloaded: (p) => `${p.node} has more work than it can do${more(p)}`,
  queueFull: (p) => `the queue of ${p.node} is full${more(p)}`,
  cut: (p) => `${between(p)} cannot reach each other${more(p)}`,
  held: (p) => `messages from ${p.from} to ${p.to} are held${more(p)}`,
  delayed: (p) => `the link between ${between(p)} is delayed${more(p)}`,
  lossy: (p) => `the link between ${between(p)} loses messages${more(p)}`,
  duplicating: (p) => `the link between ${between(p)} duplicates messages${more(p)}`,
  reordering: (p) => `the link between ${between(p)} reorders messages${more(p)}`,
  limited: (p) => `the link between ${between(p)} is limited${more(p)}`,
  flapping: (p) => `the link between ${between(p)} comes and goes${more(p)}`,
  shardMajorityLost: (p) => `${shard(p)} has lost its majority${more(p)}`,
  breakerOpen: (p) => `the breaker from ${p.from} to ${p.to} is open${more(p)}`,
  breakerHalfOpen: (p) => `the breaker from ${p.from} to ${p.to} is trying again${more(p)}`,
  breakerForcedClosed: (p) => `the breaker from ${p.from} to ${p.to} is held closed${more(p)}`,
}

/** A trouble without words of its own is named by what it is about. */
const unnamed = (p: Params): string => {
  if (p.node !== undefined) return `${p.node} is in trouble${more(p)}`
  if (p.from !== undefined) return `the link between ${between(p)} is in trouble${more(p)}`
  return p.shard === undefined ? 'something is wrong' : `${shard(p)} is in trouble${more(p)}`
}

export const sentence = {
  evidence: 'Show the evidence',
  clause: (code: string, params: Params): string => {
    const name = code === 'slow' && params.node !== undefined ? 'slow_' : code
    return name in clauses ? clauses[name](params) : unnamed(params)
  },
  /** You killed shard-2b 3 s ago; Your teacher killed it */
  done: (p: Params & { did: string }, who?: string | null): string =>
    `${who ?? 'You'} ${p.did.charAt(0).toLowerCase()}${p.did.slice(1)}${since(Number(p.agoUs))}`,
  join: {
    cause: (mood: string, code: string | undefined): string =>
      code === 'shardsHealthy' || code === 'allHealthy' ? '. ' : mood === 'hurt' ? ': ' : ', but ',
    effects: (code: string | undefined): string => (code === 'shardsHealthy' || code === 'allHealthy' ? ', ' : '; '),
  },
}
const since = (us: number): string => (us < 1_000_000 ? '' : ` ${duration(us)} ago`)
