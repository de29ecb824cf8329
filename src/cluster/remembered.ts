/** How long stores with idempotency remember what they have done: who asks again later is served a second time. */
export const REMEMBERED = {
  primary: { writes: 512 }, // later ones in a shard's log; at a hundred a second, five seconds of an operation's retries
  dynamo: { writes: 4_096 }, // later ones of a replica
  raft: { writes: 4_096 }, // later ones of its client
  twoPhaseCommit: { writes: 4_096 }, // later ones of a shard
  spanner: { us: 600_000_000 },
} as const
