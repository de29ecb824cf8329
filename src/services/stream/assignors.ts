/**
 * Who of a consumer group gets which partitions (Apache Kafka's RangeAssignor and RoundRobinAssignor, and the aims of its
 * StickyAssignor, KIP-54: balanced first, then as few partitions as possible change hands). An assignment is a list of owners by
 * partition, node indices, −1: nobody.
 */
export const ASSIGNORS = ['range', 'roundRobin', 'sticky'] as const
export type Assignor = (typeof ASSIGNORS)[number]
type Owners = readonly number[]

/** `members`: in the order of their names. */
export function assign(assignor: Assignor, members: readonly number[], before: Owners): number[] {
  if (members.length === 0) return before.map(() => -1)
  return ASSIGN[assignor](members, before)
}
/** Partitions that have another owner than before; those that nobody had are not moved but given. */
export function movedPartitions(before: Owners, after: Owners): number {
  return before.filter((owner, partition) => owner >= 0 && owner !== after[partition]).length
}

const ASSIGN: Record<Assignor, (members: readonly number[], before: Owners) => number[]> = {
  /** Runs of neighbouring partitions; the first members have one more. */
  range(members, before) {
    const shares = sharesOf(members.length, before.length)
    return shares.flatMap((share, i) => Array<number>(share).fill(members[i]))
  },
  roundRobin: (members, before) => before.map((_, partition) => members[partition % members.length]),
  /** Everybody keeps what it has, up to its share; what is over, and what nobody has, goes to whoever has too little. */
  sticky(members, before) {
    const least = Math.floor(before.length / members.length)
    let larger = before.length % members.length // so many members have one more
    const has = new Map(members.map((member) => [member, 0]))
    const after = before.map((owner) => {
      const had = has.get(owner)
      if (had === undefined || had > least || (had === least && larger === 0)) return -1
      if (had === least) larger--
      has.set(owner, had + 1)
      return owner
    })
    return after.map((owner) => {
      if (owner >= 0) return owner
      const poorest = members.reduce((a, b) => ((has.get(b) as number) < (has.get(a) as number) ? b : a))
      has.set(poorest, (has.get(poorest) as number) + 1)
      return poorest
    })
  },
}

function sharesOf(members: number, partitions: number): number[] {
  const least = Math.floor(partitions / members)
  return Array.from({ length: members }, (_, i) => least + (i < partitions % members ? 1 : 0))
}
