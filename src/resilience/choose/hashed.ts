/**
 * Consistent hashing of requests to instances: a key stays with its instance, and only a lost instance's keys move (Karger 1997).
 * With bounded load a key whose instance is full goes on along the ring (Mirrokni, Thorup, Zadimoghaddam 2018, as in HAProxy's
 * hash-balance-factor).
 */
import type { Key, RingPartition } from '../../partitioning'
import { pointOf } from '../../partitioning'

/** `boundFactor`: no instance takes more than so many times the mean load; Infinity: no bound. −1: none may be chosen. */
export function byHash(
  ring: RingPartition,
  key: Key,
  loads: ArrayLike<number>,
  weights: ArrayLike<number>,
  boundFactor = Infinity,
): number {
  const most = boundFactor === Infinity ? Infinity : Math.ceil(((total(loads) + 1) / usable(weights)) * boundFactor)
  const { owners } = ring
  const from = pointOf(ring, key)
  for (let i = 0; i < owners.length; i++) {
    const owner = owners[(from + i) % owners.length]
    if (weights[owner] > 0 && loads[owner] < most) return owner
  }
  return -1
}

function total(loads: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < loads.length; i++) sum += loads[i]
  return sum
}
function usable(weights: ArrayLike<number>): number {
  let n = 0
  for (let i = 0; i < weights.length; i++) if (weights[i] > 0) n++
  return n
}
