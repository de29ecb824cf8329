/** The words of src/app/pictures: what is inside a store, and broken promises. */
import { count, duration, exact, moment, percent } from '../numbers'

const ROLES: Record<string, string> = {
  leader: 'leader',
  follower: 'follower',
  preCandidate: 'pre-candidate',
  candidate: 'candidate',
  primary: 'primary',
}
const KINDS: Record<string, string> = {
  write: 'write',
  transfer: 'transfer',
  prepare: 'prepare',
  resolve: 'outcome',
  blank: 'start of a term',
  membership: 'change of members',
}
const PHASES: Record<string, string> = {
  locking: 'waits for locks',
  preparing: 'prepares',
  prepared: 'has prepared',
  committing: 'commits',
  commitWait: 'waits out the clock',
  resolving: 'applies the outcome',
  voting: 'collects votes',
  inDoubt: 'in doubt: nobody there can tell the outcome',
}

const PROMISES: Record<string, string> = {
  electionSafety: 'Two leaders in one term',
  leaderAppendOnly: 'A leader overwrote its own log',
  logMatching: 'Two logs agree on an entry, and not on what came before it',
  leaderCompleteness: 'A leader lacks an entry that was committed',
  stateMachineSafety: 'Two replicas applied different entries at one place of the log',
  linearizableReads: 'A read missed what was committed before it began',
  twoPrimaries: 'Two primaries in one epoch',
  committedDiffers: 'Two replicas hold different committed entries',
  acknowledgedLost: 'Acknowledged writes are lost, which these settings promise not to',
  writesLost: 'Acknowledged writes are lost',
  onceBroken: 'Operations took effect more than once, which these settings promise not to',
  effectsRepeated: 'Operations took effect more than once',
  notConverged: 'Replicas differ that should agree by now',
  clockBeyondBound: 'A clock is further off than its bound allows',
  externalOrder: 'A transaction that began later has the earlier timestamp',
  replicasDiffer: 'A replica applied something else than its group',
  negativeBalance: 'A balance is below zero',
  moneyNotConserved: 'Money was made or lost',
  locksHeld: 'Locks are still held, long after everything was healed',
  outcomesDiffer: 'One transaction, committed here and aborted there',
  mapWentBack: 'A replica forgot a change of shards that it knew',
  committedBeyondEnd: 'A group is done with entries that the log does not have',
  committedWentBack: 'A group’s offset went back',
  partitionTwice: 'Two consumers of a group had the same partition at once',
  mapsDisagree: 'Two replicas know different changes of shards',
  askedElsewhere: 'An operation was asked of replicas that are not its key’s homes',
}

const FIGURES: Record<string, string> = {
  what: 'number',
  txn: 'transaction',
  keys: 'of so many keys',
  acked: 'answered at (µs)',
  began: 'begun at (µs)',
  first: 'first timestamp (µs)',
  second: 'second timestamp (µs)',
  sum: 'difference',
  was: 'before that',
}

const SCHEMES: Record<string, string> = {
  range: 'Users are split by range: neighbours stay together.',
  ring: 'Users are hashed onto a ring; each belongs to the next point on it.',
  slots: 'Users are hashed into 16,384 slots, and each shard has some of them.',
  jump: 'Jump hash: a formula gives each user’s shard.',
  modulo: 'The user’s number modulo the number of shards.',
  rendezvous: 'Each user belongs to the shard that scores highest for it.',
}

export const pictures = {
  entry: (picture: string): string => `Inside the store: ${picture}`,
  shard: 'Shard',
  shardName: (shard: number): string => `shard-${shard + 1}`,
  tabs: {
    map: 'Map',
    log: 'Logs',
    versions: 'Versions',
    clocks: 'Clocks',
    locks: 'Locks',
    promises: 'Promises',
  },
  loading: 'Looking …',
  failed: 'This could not be looked into.',
  follow: (name: string): string => `Follow ${name}`,
  /** A write by its client's count. */
  write: (n: number): string => `#${n}`,
  key: (key: number, users: number): string =>
    key < users ? `user ${exact(key)}` : `order ${Math.floor(key / users)} of user ${exact(key % users)}`,
  replica: 'Replica',
  down: 'down',

  map: {
    scheme: (scheme: string): string => SCHEMES[scheme] ?? scheme,
    caption: (counted: number): string =>
      `Coloured: the keys of the chosen shard. Dots: the keys asked for most, of the last ${exact(counted)} operations.`,
    captionPlain: (counted: number): string =>
      `Keys have no order here. Asked for: of the last ${exact(counted)} operations.`,
    columns: { shard: 'Shard', owned: 'Has', asked: 'Asked for', work: 'Work' },
    share: percent,
    work: (perSecond: number): string => `${count(perSecond)} /s`,
    hot: 'Keys asked for most',
    hotKey: (key: number, times: number): string => `user ${exact(key)}, ${times} times`,
    noHot: 'No key was asked for twice lately.',
    hotOf: (shard: string): string => `Keys of ${shard} asked for most`,
    skew: (times: number): string =>
      times < 1.15
        ? 'All shards are asked about as often.'
        : `The shard asked most is asked ${times.toFixed(1)} times as often as the mean.`,
    spare: 'spare',
    spareHint: 'Stands by: no key belongs to it.',
    moves: (isAdded: boolean, shard: string, share: number): string =>
      isAdded
        ? `${shard} is being added: ${percent(share)} of all keys move`
        : `${shard} is being removed: ${percent(share)} of all keys move`,
    moved: (isAdded: boolean, shard: string, share: number): string =>
      isAdded
        ? `${shard} was added: ${percent(share)} of all keys moved.`
        : `${shard} was removed: ${percent(share)} of all keys moved.`,
    handedOver: (done: number): string => `${percent(done)} handed over`,
    waitsFor: (names: string): string => `Waits for ${names}: what only it has is not left behind.`,
    movingCaption: 'Marked: keys on the way, at home at both shards until all of them have arrived.',
    add: 'Add a shard',
    remove: (shard: string): string => `Remove ${shard}`,
  },
  log: {
    caption: (isRaft: boolean): string =>
      `Each row is a replica’s log, newest on the right; the number is the ${isRaft ? 'term' : 'epoch'}. Filled: committed. Outlined: not yet.`,
    term: (isRaft: boolean): string => (isRaft ? 'Term' : 'Epoch'),
    empty: 'No entries yet.',
    region: 'Logs of the replicas',
    entry: (index: number, isRaft: boolean, term: number, kind: string, key: string, isCommitted: boolean): string =>
      `Entry ${exact(index)}, ${isRaft ? 'term' : 'epoch'} ${term}: ${KINDS[kind] ?? kind}${key === '' ? '' : ` ${key}`}, ${isCommitted ? 'committed' : 'not committed'}`,
    position: (index: number): string => exact(index),
    none: 'nothing here',
    snapshot: 'in a snapshot',
    older: 'Older entries',
    newer: 'Newer entries',
    newest: 'Newest',
    behind: (entries: number): string => `${exact(entries)} behind`,
    goTo: (name: string): string => `Show where the log of ${name} ends`,
    role: (role: string): string => ROLES[role] ?? role,
    columns: { role: 'Role', vote: 'Vote', commit: 'Commit', last: 'Log ends', match: 'Match' },
    matchHint: 'How far the leader knows this log to be the same as its own.',
    nobody: '–',
  },
  versions: {
    caption: 'Each column is a replica, each row a key. Marked: another replica has something newer.',
    differing: (keys: number, most: number): string =>
      keys === 0
        ? 'The replicas agree on every key. These were asked for last:'
        : `The replicas differ on ${keys >= most ? `${most} keys or more` : keys === 1 ? 'one key' : `${keys} keys`}:`,
    key: 'Key',
    nothing: 'nothing',
    behind: 'behind',
    siblings: (n: number): string => `${n} siblings`,
    empty: 'Nothing was written yet.',
    region: 'Versions at the replicas',
    notes: 'Besides',
    unsynced: (n: number): string => (n === 1 ? 'one write is not on disk yet' : `${n} writes are not on disk yet`),
    untold: (n: number): string =>
      n === 1 ? 'one key not yet acknowledged by a peer' : `${n} keys not yet acknowledged by a peer`,
    hints: (n: number, home: string): string => `holds ${n === 1 ? 'one key' : `${n} keys`} for ${home}`,
    suspects: (name: string, isDead: boolean): string => (isDead ? `holds ${name} for dead` : `suspects ${name}`),
    comparing: (name: string): string => `compares Merkle trees with ${name}`,
    taken: (n: number): string => (n === 1 ? 'got one key by comparing' : `got ${n} keys by comparing`),
    leaves: (n: number): string => (n === 1 ? 'found one leaf that differs' : `found ${n} leaves that differ`),
  },
  clocks: {
    caption: 'Each bar is the time as a replica knows it: somewhere within. The line is the true time.',
    columns: { error: 'Error ε', safe: 'May be read as of' },
    scale: (reachUs: number): string => `Interval, ±${duration(reachUs)}`,
    interval: (earliestUs: number, latestUs: number): string =>
      `${signed(earliestUs)} to ${signed(latestUs)} of the true time`,
    epsilon: duration,
    ago: (us: number | null): string => (us === null ? 'not known' : us <= 0 ? 'now' : `${duration(us)} ago`),
    wrong: 'wrong: the true time is outside',
    waits: 'Commits that wait for their timestamp to pass',
    noWaits: 'None at this moment. They last a few milliseconds: pause, or slow down, to see one.',
    wait: (tsUs: number): string =>
      tsUs > 0 ? `timestamp ${duration(tsUs)} ahead of the true time` : `timestamp ${duration(-tsUs)} ago`,
    region: 'Clocks of the replicas',
  },
  locks: {
    caption: 'Who holds the lock on a key, who waits for it, and how far each transaction is on every shard.',
    locks: 'Locks',
    noLocks: 'No locks are held at this moment. They last a few milliseconds: pause, or slow down, to see one.',
    columns: { key: 'Key', at: 'At', holder: 'Held by', waiters: 'Waiting' },
    transactions: 'Transactions',
    noTransactions: 'None under way.',
    txn: (n: number): string => `T${n}`,
    kind: (kind: string): string => KINDS[kind] ?? kind,
    phase: (phase: string): string => PHASES[phase] ?? phase,
    coordinator: 'coordinator',
    participant: 'participant',
    nobody: '–',
    region: 'Locks and transactions',
  },
  promises: {
    caption:
      'What this way of replicating promises is checked all the time, by an observer who sees everything; and, promised or not, which confirmed writes were lost, and what was done twice.',
    none: 'No promise was broken so far, no confirmed write was lost, and nothing was done twice.',
    of: (code: string): string => PROMISES[code] ?? code,
    /** No promise is broken, but these settings have their price. */
    price: (code: string): string =>
      code === 'writesLost'
        ? 'These settings do not promise to keep them.'
        : 'The store keeps no record of what it has done, so that whatever is asked for again is done again.',
    writes: (n: number): string => (n === 1 ? 'One write:' : `${exact(n)} writes:`),
    effects: (n: number): string => (n === 1 ? 'One time too many:' : `${exact(n)} times too many:`),
    andMore: (n: number): string => `and ${exact(n)} more`,
    figures: (params: Readonly<Record<string, number>>): string =>
      Object.entries(params)
        .map(([name, value]) => `${FIGURES[name] ?? name} ${exact(value)}`)
        .join(', '),
    at: moment,
    goThere: 'Go there',
    goThereTo: (code: string, atUs: number): string => `Go there: ${PROMISES[code] ?? code}, ${moment(atUs)}`,
    button: (broken: number, { lost, repeated }: { lost: number; repeated: number }): string =>
      [
        ...(broken > 0 ? [broken === 1 ? 'One broken promise' : `${exact(broken)} broken promises`] : []),
        ...(lost > 0 ? [lost === 1 ? 'One lost write' : `${exact(lost)} lost writes`] : []),
        ...(repeated > 0 ? [repeated === 1 ? 'Done twice: one' : `Done twice: ${exact(repeated)}`] : []),
      ].join(', '),
    mark: (code: string, atUs: number): string => `${PROMISES[code] ?? code}, ${moment(atUs)}`,
  },
}

function signed(us: number): string {
  return `${us < 0 ? '−' : '+'}${duration(Math.abs(us))}`
}
