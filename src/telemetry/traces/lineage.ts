/**
 * Which message made a node send another one, found again from their causal paths: a path is a bijective mix of the path it
 * came from with link, type and attempt (cluster/layout.ts, extendPath), so that it can be taken back step by step until it
 * is one that is known. Nothing more than the journal is needed, and chance finds a wrong one in one of a million.
 */
import { extendPath } from '../../cluster/layout'

/** A road as far as causal paths go: its entity, and the nodes it leads from and to. */
export interface RoadFacts {
  from: number
  to: number
  entity: number
}

const ATTEMPTS = 10
/** Timers and jobs extend a path by a small code (their kind, their message type) before anything is sent. */
const DETOURS = 96
const DETOUR_ATTEMPTS = 6
const DUPLICATE = 0x5bd1e995
const UNMIX_A = inverseOf(0x2c1b3c6d)
const UNMIX_B = inverseOf(0x297a2d39)

/** The path that `extendPath(path, by, attempt)` came from. */
export function pathBefore(path: number, by: number, attempt: number): number {
  let x = Math.imul(unshift(path, 13), UNMIX_B)
  x = Math.imul(unshift(x, 15), UNMIX_A)
  return x ^ (by + Math.imul(attempt, 0x9e3779b1))
}

/** The path that a message's sender had in hand, if this was its attempt. */
export function sendersPath(path: number, road: RoadFacts, type: number, attempt: number): number {
  return pathBefore(path, road.entity + Math.imul(type, 0x85ebca6b), attempt)
}

/** Whether a message of this path is what its sender made of that one in one step. */
export function follows(path: number, before: number, road: RoadFacts, type: number): boolean {
  const by = road.entity + Math.imul(type, 0x85ebca6b)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (extendPath(before, by, attempt) === path) return true
  return false
}
export function duplicates(path: number, original: number): boolean {
  return extendPath(original, DUPLICATE, 1) === path
}

/** Of the paths known at the sender, the one that this message's came from, or null. */
export function parentOf<T>(path: number, road: RoadFacts, type: number, known: ReadonlyMap<number, T>): T | null {
  const asIs = search(path, road, type, (before) => known.get(before))
  return asIs ?? search(path, road, type, (before) => overDetour(before, known)) ?? null
}
function search<T>(
  path: number,
  road: RoadFacts,
  type: number,
  find: (before: number) => T | undefined,
): T | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = find(sendersPath(path, road, type, attempt))
    if (found !== undefined) return found
  }
  return undefined
}
function overDetour<T>(path: number, known: ReadonlyMap<number, T>): T | undefined {
  for (let by = 1; by < DETOURS; by++) {
    for (let attempt = 0; attempt < DETOUR_ATTEMPTS; attempt++) {
      const found = known.get(pathBefore(path, by, attempt))
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Undoes x ^ (x >>> by), for `by` of at least 11. */
function unshift(x: number, by: number): number {
  return x ^ (x >>> by) ^ (by * 2 < 32 ? x >>> (by * 2) : 0)
}
/** Of an odd number modulo 2³², by Newton's iteration. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let i = 0; i < 5; i++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse
}
