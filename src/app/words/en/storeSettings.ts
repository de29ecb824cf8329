/** The words of a replication mode's settings (src/app/stores/settings.ts): each in a name and a sentence. */

interface SettingWords {
  label: string
  hint: string
  of?: Record<string, string>
}

const ACK: SettingWords = {
  label: 'A replica confirms a write when it is',
  hint: 'What is only in memory is gone when the machine dies.',
  of: { memory: 'in memory', synced: 'on disk' },
}
const TIMEOUT = (hint: string): SettingWords => ({ label: 'Give up after', hint })

const ONCE = (remembered: string): SettingWords => ({
  label: 'Do it once, however often it is asked for',
  hint: `With what it does, the store records that it was done, and answers a retry from that. ${remembered} Without the record a retry is done again.`,
})

const SETTINGS: Record<string, Record<string, SettingWords>> = {
  quorum: {
    ack: ACK,
    readRepair: { label: 'Read repair', hint: 'A read that meets an old replica sends it the newer value.' },
    coordinator: {
      label: 'Who asks the replicas',
      hint: 'One of them costs a hop; the caller itself must know them all.',
      of: { replica: 'one of them', client: 'the caller' },
    },
    timeoutUs: TIMEOUT('How long a quorum is waited for.'),
  },
  dynamo: {
    sloppyQuorum: {
      label: 'Sloppy quorum',
      hint: 'The first healthy nodes count, homes of the key or not: open for writes, and reads may miss them.',
    },
    hintedHandoff: { label: 'Hinted handoff', hint: 'What a stand-in took goes to its home when that is back.' },
    membership: {
      label: 'Who seems healthy',
      hint: 'Whoever answers, or whom the group has not declared dead either.',
      of: { silence: 'whoever answers', gossip: 'as gossip says (SWIM)' },
    },
    versions: {
      label: 'Of concurrent writes keep',
      hint: 'Siblings are kept until somebody writes over all of them.',
      of: { lastWriter: 'the last writer’s', vectorClock: 'all, as siblings' },
    },
    readRepair: {
      label: 'Read repair',
      hint: 'Before the reply, a later read can never see an older value.',
      of: { off: 'off', background: 'after the reply', beforeReply: 'before the reply' },
    },
    antiEntropyUs: {
      label: 'Compare Merkle trees every',
      hint: 'Finds what no read and no hint repaired. Empty: never.',
    },
    majorities: { label: 'Majorities', hint: 'Every read and write that may not be stale counts a majority.' },
    readBeforeWrite: {
      label: 'Read before write',
      hint: 'A write first asks a quorum for the newest version, so that it comes after it.',
    },
    idempotency: {
      label: 'Write it once, however often it is asked for',
      hint: 'A majority notes a write’s version before any replica holds its value; a retry goes on with that one. Costs a round; without it a retry can bring an old value back.',
    },
    ack: ACK,
    timeoutUs: TIMEOUT('How long a quorum is waited for.'),
  },
  primary: {
    replication: {
      label: 'A write is confirmed when it is on the disk of',
      hint: 'The fewer, the faster, and the more is lost with a primary.',
      of: {
        async: 'the primary (asynchronous)',
        semiSync: 'some followers too (semi-synchronous)',
        sync: 'all in sync (synchronous)',
      },
    },
    followers: { label: 'So many followers', hint: 'Empty: with the primary they are a majority.' },
    fencing: {
      label: 'Fencing',
      hint: 'Replicas refuse a primary that has been replaced. Without it there can be two that write.',
    },
    idempotency: ONCE('Kept for a shard’s last 512 writes.'),
    heartbeatUs: { label: 'Heartbeat every', hint: 'How often a primary is heard.' },
    failoverUs: { label: 'Replace a primary unheard for', hint: 'At least three heartbeats.' },
  },
  multileader: {
    resolution: {
      label: 'Two wrote at once: keep',
      hint: 'The later one by the writers’ own clocks loses what a slow clock wrote.',
      of: { lastWriterWins: 'the later by the clock', keepSiblings: 'both, as siblings', merge: 'a merge of both' },
    },
    merge: {
      label: 'Merged are',
      hint: 'A merge must give the same in any order.',
      of: { max: 'the greatest value', union: 'all values' },
    },
    retryUs: { label: 'Tell again after', hint: 'What a peer has not confirmed is told again.' },
  },
  crdt: {
    type: {
      label: 'Every key is',
      hint: 'Each type merges by itself, in any order, however often.',
      of: {
        lwwRegister: 'a value, the last writer’s (LWW-register)',
        gCounter: 'a counter that only grows (G-counter)',
        pnCounter: 'a counter (PN-counter)',
        orSet: 'a set (OR-set)',
      },
    },
    exchange: {
      label: 'Replicas tell each other',
      hint: 'Changes alone are smaller; whole states need no memory of who has what.',
      of: { state: 'whole states', delta: 'changes (deltas)' },
    },
    everyUs: { label: 'Every', hint: 'The longer, the fewer messages and the older the reads.' },
  },
  raft: {
    reads: {
      label: 'Reads are proven by',
      hint: 'A round to a majority, or a lease that trusts clocks to run nearly alike.',
      of: { readIndex: 'asking a majority (read index)', lease: 'a lease' },
    },
    preVote: { label: 'Pre-vote', hint: 'Who would not be elected does not disturb the leader there is.' },
    checkQuorum: { label: 'Check quorum', hint: 'A leader that hears no majority steps down.' },
    electionTimeoutUs: {
      label: 'Election time-out between',
      hint: 'Each member draws its own, so that rarely two stand at once.',
    },
    heartbeatUs: { label: 'Heartbeat every', hint: 'At most half the least election time-out.' },
    idempotency: ONCE('Kept for a client’s last 4,096 writes.'),
    snapshotEvery: { label: 'Snapshot every so many entries', hint: 'The log before a snapshot is dropped.' },
    bugs: {
      label: 'Deliberate bugs',
      hint: 'Each leaves out one rule. Break something, then look under Promises.',
      of: {
        votesTwice: 'Votes twice in a term: two leaders in one term',
        ignoresUpToDate: 'Votes for a shorter log: a leader lacks what was committed',
        commitsEarlierTermByCounting: 'Commits an earlier term’s entry by counting: it can be overwritten still',
        repliesBeforeDisk: 'Replies before its disk has it: a crash takes back what was promised',
        readsWithoutConfirmation: 'Reads without asking whether it still leads: answers from the past',
        skipsLogConsistencyCheck: 'Appends whatever comes: equal entries, different logs before them',
        skipsJointConsensus: 'Changes members in one step: old and new majorities both elect',
        neverBacksUp: 'Never tries an earlier entry: nothing false, but a follower stays behind for ever',
      },
    },
  },
  spanner: {
    commitWait: {
      label: 'Commit wait',
      hint: 'Nobody is told of a timestamp before it has passed everywhere. Without it order can be seen wrong.',
    },
    idempotency: ONCE('Kept for ten minutes.'),
    leaseUs: { label: 'Leader’s lease', hint: 'So long a group waits before it replaces a leader.' },
    heartbeatUs: { label: 'Heartbeat every', hint: 'How far behind followers can be read.' },
    pollUs: {
      label: 'Ask the time master every',
      hint: 'The longer, the wider the interval in which the time is known to lie.',
    },
    driftPpm: {
      label: 'A clock drifts at most (µs in a second)',
      hint: 'What it is trusted to keep within; 200 in the paper.',
    },
    masterUs: { label: 'Uncertainty of the time master', hint: '1 ms in the paper.' },
    timeoutUs: TIMEOUT('A transaction without its locks or votes is aborted.'),
  },
  twoPhaseCommit: {
    idempotency: ONCE('Kept for a shard’s last 4,096.'),
    timeoutUs: TIMEOUT('A transaction without all votes is aborted, a reader of a locked key turned away.'),
  },
}

const NOTHING: SettingWords = { label: '', hint: '' }

export const storeSettings = {
  title: (mode: string): string => `${mode}: its settings`,
  lead: 'The same users and faults are run again with these, up to where you are. The run before stays to go back to.',
  of: (mode: string, name: string): SettingWords => SETTINGS[mode]?.[name] ?? NOTHING,
  unit: 'ms',
  least: 'least',
  greatest: 'greatest',
  run: 'Run with these',
  running: 'Running …',
  same: 'These are the settings of the run.',
}
