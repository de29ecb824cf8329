/**
 * What can be set of each replication mode, in the order of its form. `n` and what accounts begin with are the scenario's own
 * business. Durations are shown in milliseconds. The words of names and choices: words/en/storeSettings.ts.
 */
import type { Bug } from '../../protocols/raft/bugs'
import { BUG_NAMES } from '../../protocols/raft/bugs'
import type { ModeName, ReplicationSpec } from '../../scenarios/modes'

export type Setting = {
  name: string
  /** Shown only while another setting has this value. */
  when?: readonly [name: string, value: string]
} & (
  | { kind: 'choice'; of: readonly string[] }
  | { kind: 'several'; of: readonly string[] }
  | { kind: 'flag'; unset?: boolean } // what it is where it is not set; default: off
  | { kind: 'ms' | 'count' } // empty: not set
  | { kind: 'span' } // least and greatest, in milliseconds
)
type Of<M extends ModeName> = Exclude<keyof Extract<ReplicationSpec, { mode: M }>, 'mode' | 'n' | 'initialBalance'>
type Named<M extends ModeName> = Setting & { name: Of<M> }

const bugs: readonly Bug[] = BUG_NAMES

export const SETTINGS: { readonly [M in ModeName]: readonly Named<M>[] } = {
  quorum: [
    { name: 'ack', kind: 'choice', of: ['memory', 'synced'] },
    { name: 'readRepair', kind: 'flag' },
    { name: 'coordinator', kind: 'choice', of: ['replica', 'client'] },
    { name: 'timeoutUs', kind: 'ms' },
  ],
  dynamo: [
    { name: 'sloppyQuorum', kind: 'flag' },
    { name: 'hintedHandoff', kind: 'flag' },
    { name: 'membership', kind: 'choice', of: ['silence', 'gossip'] },
    { name: 'versions', kind: 'choice', of: ['lastWriter', 'vectorClock'] },
    { name: 'readRepair', kind: 'choice', of: ['off', 'background', 'beforeReply'] },
    { name: 'antiEntropyUs', kind: 'ms' },
    { name: 'majorities', kind: 'flag' },
    { name: 'readBeforeWrite', kind: 'flag' },
    { name: 'idempotency', kind: 'flag' },
    { name: 'ack', kind: 'choice', of: ['memory', 'synced'] },
    { name: 'timeoutUs', kind: 'ms' },
  ],
  primary: [
    { name: 'replication', kind: 'choice', of: ['async', 'semiSync', 'sync'] },
    { name: 'followers', kind: 'count', when: ['replication', 'semiSync'] },
    { name: 'fencing', kind: 'flag' },
    { name: 'idempotency', kind: 'flag', unset: true },
    { name: 'heartbeatUs', kind: 'ms' },
    { name: 'failoverUs', kind: 'ms' },
  ],
  multileader: [
    { name: 'resolution', kind: 'choice', of: ['lastWriterWins', 'keepSiblings', 'merge'] },
    { name: 'merge', kind: 'choice', of: ['max', 'union'], when: ['resolution', 'merge'] },
    { name: 'retryUs', kind: 'ms' },
  ],
  program: [],
  crdt: [
    { name: 'type', kind: 'choice', of: ['lwwRegister', 'gCounter', 'pnCounter', 'orSet'] },
    { name: 'exchange', kind: 'choice', of: ['state', 'delta'] },
    { name: 'everyUs', kind: 'ms' },
  ],
  raft: [
    { name: 'reads', kind: 'choice', of: ['readIndex', 'lease'] },
    { name: 'preVote', kind: 'flag' },
    { name: 'checkQuorum', kind: 'flag' },
    { name: 'electionTimeoutUs', kind: 'span' },
    { name: 'heartbeatUs', kind: 'ms' },
    { name: 'snapshotEvery', kind: 'count' },
    { name: 'idempotency', kind: 'flag', unset: true },
    { name: 'bugs', kind: 'several', of: bugs },
  ],
  spanner: [
    { name: 'commitWait', kind: 'flag' },
    { name: 'idempotency', kind: 'flag', unset: true },
    { name: 'leaseUs', kind: 'ms' },
    { name: 'heartbeatUs', kind: 'ms' },
    { name: 'pollUs', kind: 'ms' },
    { name: 'driftPpm', kind: 'count' },
    { name: 'masterUs', kind: 'ms' },
    { name: 'timeoutUs', kind: 'ms' },
  ],
  twoPhaseCommit: [
    { name: 'idempotency', kind: 'flag', unset: true },
    { name: 'timeoutUs', kind: 'ms' },
  ],
}

export type Draft = Record<string, unknown>

/** With another value; one that is empty is not set at all. */
export function changed(draft: Draft, name: string, value: unknown): Draft {
  const entries = Object.entries({ ...draft, [name]: value })
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
}
/** What is asked for: less what does not apply. */
export function asked(draft: Draft, settings: readonly Setting[]): ReplicationSpec {
  const hidden = settings.filter(({ when }) => when && draft[when[0]] !== when[1]).map(({ name }) => name)
  const kept = Object.entries(draft).filter(([name]) => !hidden.includes(name))
  return Object.fromEntries(kept) as unknown as ReplicationSpec
}
