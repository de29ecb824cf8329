/** The words of the inspector: facts of nodes and links, traces. */
import { bytes, count, duration, exact, moment, percent } from '../numbers'

const FIELDS: Record<string, string> = {
  state: 'State',
  role: 'Role',
  zone: 'Zone',
  group: 'Group',
  shard: 'Shard',
  replica: 'Replica',
  utilisation: 'Utilisation',
  busy: 'Busy workers',
  workers: 'Workers',
  queueDepth: 'Waiting',
  queueLimit: 'Room in the queue',
  slowFactor: 'Slowed by',
  clockOffsetUs: 'Clock off by',
  clockPpm: 'Clock drifts by',
  behindKeys: 'Keys behind',
  inFlight: 'Messages under way',
  errorRate: 'Errors',
  entries: 'Entries',
  hitRatio: 'Hit rate',
  early: 'Fetched early',
  stale: 'Served past their time',
  waits: 'Waited for another’s fetch',
  coalesced: 'Joined another’s fetch',
  stoodIn: 'Copies that stood in',
  perSecond: 'Requests a second',
  addedUs: 'Added delay',
  lossProbability: 'Loss',
  duplicateProbability: 'Duplicated',
  reorderProbability: 'Reordered',
  bytesPerSecond: 'Bandwidth',
  heldMessages: 'Messages held',
  keys: 'Keys held',
  underWay: 'Requests under way',
  incarnation: 'Restarts',
  meanWaitUs: 'Mean wait in the queue',
  finished: 'Finished',
  refused: 'Turned away',
  shed: 'Dropped from the queue',
  disk: 'Disk',
  unsynced: 'Writes not yet on disk',
  latencyUs: 'Latency',
  waitingJobs: 'Waiting',
  oldestUs: 'Oldest has waited',
  inService: 'Given out, not yet done',
  deadLetters: 'Dead letters',
  producersWaiting: 'Senders waiting for room',
  done: 'Done',
  redelivered: 'Given out again',
  doneLate: 'Done too late, so twice',
  refusedJobs: 'Jobs refused',
  appended: 'Appended',
  fenced: 'Commits refused, of former members',
  skipped: 'Gone before they were read',
  partitions: 'Partitions it has',
  failedJobs: 'Worked on in vain',
  lostJobs: 'Failed after they were committed',
  jobs: 'Jobs in hand',
}

/** "queueDepth" → "Queue depth", for what has no word of its own. */
function spelled(code: string): string {
  const text = code
    .replace(/Us$|PerSecond$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const RECORDS: Record<string, string> = {
  invoke: 'asked',
  return: 'answered',
  sent: 'sent',
  delivered: 'arrived',
  dropped: 'lost',
  held: 'held',
  queued: 'waits',
  started: 'work begins',
  finished: 'work done',
  refused: 'turned away',
  shed: 'dropped from the queue',
  abandoned: 'lost in a crash',
  applied: 'written',
  synced: 'on disk',
  caused: 'caused a background job',
}
const CALLS: Record<string, string> = {
  rejected: 'not sent: the policy of this call refused it',
  retryRejected: 'not tried again: the policy of this call refused it',
  hedged: 'asked elsewhere as well',
  fellBack: 'answered by what stands in for it',
  calledOff: 'called off: another was first',
}

const POOL_STATES: Record<string, string> = {
  takesPart: 'takes part',
  warming: 'warming up',
  unhealthy: 'does not answer',
  ejected: 'put out for failing',
  away: 'takes no part',
}

export const inspector = {
  decisions: 'Its decisions: why each came out so',
  empty: 'Select a node or a link to look into it.',
  loading: 'Looking…',
  failed: 'It could not be looked up. Select it again to retry.',
  field: (code: string): string => (code in FIELDS ? FIELDS[code] : spelled(code)),
  value: (code: string, value: number | string): string => {
    if (typeof value === 'string') return code === 'role' ? spelled(value).toLowerCase() : value
    if (Number.isNaN(value)) return '–'
    if (/Us$/.test(code)) return duration(value)
    if (/Ratio$|Rate$|Probability$|^utilisation$/.test(code)) return percent(value)
    if (/^bytesPerSecond$/.test(code)) return `${bytes(value)} a second`
    if (/Bytes$/.test(code)) return bytes(value)
    if (code === 'clockPpm') return `${value} µs a second`
    if (code === 'slowFactor') return `${Number(value.toFixed(1))} times`
    return count(value)
  },
  facts: 'Facts',
  keys: 'Keys last written here',
  key: 'Key',
  version: 'Version',
  held: 'Value',
  newest: 'Newest',
  isNewest: 'newest',
  isOld: 'old',
  godsView: 'Whether a version is the newest is known to the observer only; the node itself cannot tell.',
  pool: 'Who gets its requests',
  poolHint: 'As this balancer sees it: by its own checks, and by what instances report.',
  instance: 'Instance',
  share: 'Share',
  outstanding: 'Under way',
  poolState: (state: string): string => POOL_STATES[state] ?? state,
  shareOf: percent,
  hasLeft: 'The chosen message is no longer under way.',
  messages: 'On this link now',
  noMessages: 'No message is on this link at this moment.',
  drop: 'Drop',
  delay: 'Delay 100 ms',
  hold: 'Hold',
  release: 'Release',
  sentAt: (us: number): string => `sent at ${moment(us)}`,
  arrivesIn: (us: number): string =>
    Number.isFinite(us) ? `arrives in ${duration(Math.max(0, us))}` : 'does not arrive',
  isHeld: 'held',
  messageType: (type: string): string => spelled(type),
  operations: 'Its recent operations',
  lately: 'Operations of the last 5 s',
  members: 'Members',
  noTrace: 'This operation is no longer on record.',
  trace: 'How did this happen',
  tookTotal: (us: number): string => `${duration(us)} in all`,
  open: 'still open',
  spanLink: (from: string, to: string): string => `${from} → ${to}`,
  seekTo: (us: number): string => `Go to ${moment(us)}`,
  recordsAll: (n: number): string => `All ${n} records`,
  record: (kind: string, type: string): string => {
    if (kind === 'call' && type in CALLS) return CALLS[type]
    const what = kind in RECORDS ? RECORDS[kind] : kind
    return type === '' ? what : `${spelled(type).toLowerCase()} ${what}`
  },
  exact,
  moment,
}
