/**
 * Observed-remove set (Shapiro et al., RR-7506, 3.3.5): every addition is tagged; a removal takes the tags that its replica has seen,
 * so of a concurrent addition and removal the addition wins. Tags removed are remembered. A delta is a set of the same kind:
 * the new tag, or the tags removed (Almeida et al. 2018, 4.3). Immutable; lists ascend by tag.
 */
export interface Addition {
  readonly tag: number
  readonly element: number
  readonly stamp: number
}
export interface OrSet {
  readonly additions: readonly Addition[] // all that were not removed
  readonly removed: readonly number[]
}
export const OR_SET: OrSet = Object.freeze({ additions: Object.freeze([]), removed: Object.freeze([]) })

/** A tag that no other addition has. */
export function tagOf(actor: number, nth: number): number {
  return actor * 4294967296 + nth
}
/** The delta of an addition. */
export function added(element: number, tag: number, stamp: number): OrSet {
  return orSet([Object.freeze({ tag, element, stamp })], [])
}
/** The delta of a removal: of what this replica has seen. */
export function removed(set: OrSet, element: number): OrSet {
  const tags = set.additions.filter((a) => a.element === element).map((a) => a.tag)
  return orSet([], tags)
}
export function joinOrSets(a: OrSet, b: OrSet): OrSet {
  const gone = mergedBy(a.removed, b.removed, (tag) => tag)
  const additions = mergedBy(a.additions, b.additions, (addition) => addition.tag)
  return orSet(gone.length === 0 ? additions : additions.filter(({ tag }) => !contains(gone, tag)), gone)
}
export function sameOrSets(a: OrSet, b: OrSet): boolean {
  return (
    a.additions.length === b.additions.length &&
    a.removed.length === b.removed.length &&
    a.additions.every(({ tag }, i) => tag === b.additions[i].tag) &&
    a.removed.every((tag, i) => tag === b.removed[i])
  )
}
/** Each element once, ascending. */
export function elementsOf(set: OrSet): number[] {
  return [...new Set(set.additions.map((a) => a.element))].sort((a, b) => a - b)
}
/** The element added last, null of an empty set. */
export function newestOf(set: OrSet): Addition | null {
  return set.additions.reduce<Addition | null>((most, one) => (most && most.stamp > one.stamp ? most : one), null)
}

function orSet(additions: readonly Addition[], gone: readonly number[]): OrSet {
  return Object.freeze({ additions: Object.freeze(additions), removed: Object.freeze(gone) })
}
/** Two ascending lists as one, each key once. */
function mergedBy<T>(a: readonly T[], b: readonly T[], key: (item: T) => number): T[] {
  const out: T[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const [x, y] = [i < a.length ? key(a[i]) : Infinity, j < b.length ? key(b[j]) : Infinity]
    out.push(x <= y ? a[i] : b[j])
    if (x <= y) i++
    if (y <= x) j++
  }
  return out
}
function contains(ascending: readonly number[], wanted: number): boolean {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] < wanted) low = middle + 1
    else high = middle
  }
  return ascending[low] === wanted
}
