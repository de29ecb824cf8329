/** The words of src/app/stores: how a store replicates, in a name and a sentence, and the contrast of several ways. */
import { duration } from '../numbers'

const MODES: Record<string, { name: string; story: string }> = {
  quorum: {
    name: 'Leaderless quorum',
    story: 'Any replica takes reads and writes. R of them must answer a read, W must take a write.',
  },
  dynamo: {
    name: 'Dynamo',
    story: 'A quorum that stays open for writes: neighbours stand in for replicas that are away, and hand over later.',
  },
  primary: {
    name: 'Primary and followers',
    story: 'One replica takes the writes and sends them on. When it dies, another is promoted.',
  },
  multileader: {
    name: 'Several leaders',
    story: 'Every replica takes writes at once and tells the others. Conflicts are settled afterwards.',
  },
  program: {
    name: 'Your own',
    story:
      'Replicas run a program that you may write. To begin with it is a primary that answers when every backup has the write.',
  },
  crdt: {
    name: 'CRDTs',
    story: 'Every replica takes writes, on data types that merge by themselves, in any order.',
  },
  raft: {
    name: 'Raft',
    story: 'An elected leader. A write counts when a majority has it on disk; without a majority nothing is answered.',
  },
  spanner: {
    name: 'Spanner',
    story: 'Raft groups with clocks that know their error, and transactions over several shards.',
  },
  twoPhaseCommit: {
    name: 'Plain two-phase commit',
    story: 'Transactions over several shards, decided by a coordinator that nobody replaces.',
  },
}

const LEVELS = {
  asWritten: 'as the scenario has it',
  strong: 'always the newest',
  bounded: 'at most so old',
  session: 'never older than what this visit saw',
  prefix: 'in order, perhaps late',
  eventual: 'from any replica',
}

export const stores = {
  settings: 'Settings…',
  inside: 'Inside the store',
  lookInside: 'Look inside the store',
  insideKey: 'V',
  levels: LEVELS,
  levelWords: (level: keyof typeof LEVELS, boundUs?: number): string =>
    level === 'bounded' && boundUs !== undefined ? `at most ${duration(boundUs)} old` : LEVELS[level],
  freshness: 'How fresh must each read be?',
  readOf: (journey: string, nth: number, of: number): string => (of > 1 ? `${journey}, read ${nth}` : journey),
  modeName: (mode: string): string => MODES[mode]?.name ?? mode,
  modeStory: (mode: string): string => MODES[mode]?.story ?? '',
  menu: (mode: string): string => `Store: ${MODES[mode]?.name ?? mode}`,
  menuHint: 'How the replicas keep each other up to date. Switching runs the same users and faults under another way.',
  switchTo: (mode: string): string => `Run the store as: ${MODES[mode]?.name ?? mode}`,
  contrastThem: 'Contrast them…',
  contrast: {
    title: 'The same users and faults, another store',
    lead: (toUs: number): string =>
      `One seed, the same acts at the same moments, from 0 to ${(toUs / 1e6).toFixed(0)} s, under each way of replicating. Only the store differs.`,
    choose: 'Ways to contrast',
    run: 'Run them',
    stop: 'Stop',
    running: (mode: string): string => `Running ${MODES[mode]?.name ?? mode} …`,
    none: 'Choose at least one.',
    failed: 'refused',
    columns: {
      mode: 'Store',
      answered: 'Answered in time',
      stale: 'Stale reads',
      oldest: 'Most out of date',
      p50: 'Half within',
      p99: '99 % within',
      messages: 'Messages an operation',
      bytes: 'Bytes an operation',
      lost: 'Lost writes',
      repeated: 'Done twice',
      breaches: 'Broken promises',
    },
    noBreach: 'none',
    open: (mode: string): string => `Open this run as ${MODES[mode]?.name ?? mode}`,
    openShort: 'Open',
  },
}
