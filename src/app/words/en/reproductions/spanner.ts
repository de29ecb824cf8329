/** Words on src/experiments/spanner. */
import type { About } from './about'

export const spanner: Readonly<Record<string, About>> = {
  'spanner.tt': {
    title: 'How uncertain TrueTime is',
    compared: [
      'A node asks a time master every 30 s and trusts its own clock no farther than 200 µs a second in between: what it does not know grows from 1 to 7 ms and falls again. Commit wait is twice that. Read off a replica that polls and commits.',
    ],
    figures: {
      min: 'ε right after a poll, ms',
      max: 'ε right before a poll, ms',
      mean: 'ε on average, ms',
      'commit wait': 'Commit wait on average, ms',
    },
  },
  'spanner.t3': {
    title: 'What a write, a read-only transaction and a snapshot read take',
    compared: [
      'One operation after the other on a group of 1, 3 or 5 replicas, through real messages. Disk, work on a message and ε are calibrated to the published machines; that commit wait and replication overlap, and that more replicas cost nothing, is not.',
    ],
    figures: { write: 'Write, ms', readOnly: 'Read-only transaction, ms', snapshot: 'Snapshot read, ms' },
  },
  'spanner.failover': {
    title: 'A zone is lost',
    compared: [
      'The leaders of all groups stand in one zone. Killed without warning, they take all answers with them until their leases of 10 s have run out. Handed over first, or if another zone is killed, hardly anybody notices.',
    ],
    figures: { recovery: 'Until every group answers again, s', 'rate %': 'Answered while leases run, % of before' },
  },
}
