/**
 * Version vectors (D. S. Parker et al., IEEE TSE 1983): how many writes of each actor a copy includes. Flat and immutable: actor,
 * count, actor, count …, ascending by actor. An actor is a replica with its disk: one that lost it comes back as another.
 */
export type Vector = readonly number[]
export const NONE: Vector = Object.freeze([])

export function countOf(vector: Vector, actor: number): number {
  for (let i = 0; i < vector.length; i += 2) if (vector[i] === actor) return vector[i + 1]
  return 0
}
/** The least vector that includes both. */
export function joined(a: Vector, b: Vector): Vector {
  if (includes(a, b)) return a
  if (includes(b, a)) return b
  const out: number[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const [x, y] = [i < a.length ? a[i] : Infinity, j < b.length ? b[j] : Infinity]
    if (x === y) out.push(x, Math.max(a[i + 1], b[j + 1]))
    else if (x < y) out.push(x, a[i + 1])
    else out.push(y, b[j + 1])
    if (x <= y) i += 2
    if (y <= x) j += 2
  }
  return Object.freeze(out)
}
/** Whether `a` includes all of `b` (also when they are equal). */
export function includes(a: Vector, b: Vector): boolean {
  for (let j = 0; j < b.length; j += 2) if (countOf(a, b[j]) < b[j + 1]) return false
  return true
}
export function areConcurrent(a: Vector, b: Vector): boolean {
  return !includes(a, b) && !includes(b, a)
}
export function same(a: Vector, b: Vector): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i])
}
/** Includes an actor's writes up to its `nth` too. */
export function advanced(vector: Vector, actor: number, nth: number): Vector {
  return joined(vector, Object.freeze([actor, nth]))
}
/** The sum of all counts. */
export function total(vector: Vector): number {
  let sum = 0
  for (let i = 1; i < vector.length; i += 2) sum += vector[i]
  return sum
}
/** What an entry takes in a message. */
export const ENTRY_BYTES = 12
export function bytesOf(vector: Vector): number {
  return (vector.length / 2) * ENTRY_BYTES
}
