/**
 * What a partition is: plain data that says which shard a key belongs to. A key is a whole number (users 0, 1, …) or a text; in
 * schemes that hash, a number stands for its decimal digits, save that jump and modulo take it as it is. Shards are told apart
 * by name, so that what was removed or added shows; `shardOf` gives the index into `shards`.
 */
import type { JumpPartition } from './jump'
import type { ModuloPartition } from './modulo'
import type { RangePartition } from './range'
import type { RendezvousPartition } from './rendezvous'
import type { RingPartition } from './ring'
import type { SlotsPartition } from './slots'

export type Partition =
  RangePartition | ModuloPartition | RingPartition | JumpPartition | RendezvousPartition | SlotsPartition
export type SchemeName = Partition['scheme']
