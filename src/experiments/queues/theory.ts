/**
 * Closed forms of the classical queues, for a mean service time of 1: M/M/1 and M/M/c with Erlang's delay formula (1917), and
 * the mean wait of M/G/1 by Pollaczek (1930) and Khinchine (1932). L = λW by Little (1961).
 */
import { log } from '../../kernel'
import type { Figures } from '../experiment'

export function mm1(rho: number): Figures {
  const W = 1 / (1 - rho)
  const quantile = (p: number) => -log(1 - p) * W
  return { L: rho * W, W, Wq: W - 1, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) }
}

/** C: the probability that a customer has to wait. */
export function mmc(lambda: number, c: number): Figures {
  let term = 1
  let sum = 0
  for (let k = 0; k < c; k++) {
    sum += term
    term *= lambda / (k + 1)
  }
  const waiting = term * (c / (c - lambda))
  const C = waiting / (sum + waiting)
  const Wq = C / (c - lambda)
  return { C, Wq, W: Wq + 1, L: lambda * (Wq + 1) }
}

/**
 * M/M/c/K: `a` arrivals in a mean service time, c workers, K places in the system; K = c is Erlang's loss system (1917). `loss`: the
 * share that finds no place; `thr`: served per unit of time.
 */
export function mmck(a: number, c: number, K: number): Figures {
  let term = 1
  let sum = 1
  let L = 0
  for (let n = 1; n <= K; n++) {
    term *= a / Math.min(n, c)
    sum += term
    L += n * term
  }
  const loss = term / sum
  const thr = a * (1 - loss)
  return { loss, L: L / sum, W: L / sum / thr, thr }
}

/** cs2: squared coefficient of variation of the service time. */
export function mg1(rho: number, cs2: number): Figures {
  const Wq = (rho * (1 + cs2)) / (2 * (1 - rho))
  return { Wq, W: Wq + 1, L: rho * (Wq + 1) }
}

/** Standard error of the mean wait of n successive customers of M/M/1, for large n (Daley 1968). */
export function mm1WaitError(rho: number, n: number): number {
  const inside = (rho * (2 + 5 * rho - 4 * rho * rho + rho * rho * rho)) / n
  return Math.sqrt(inside) / ((1 - rho) * (1 - rho))
}

/**
 * The same for c servers and general service times, in heavy traffic: the queue is then nearly a reflected Brownian motion
 * (Whitt, "Planning queueing simulations", Management Science 35(11), 1989).
 */
export function heavyTrafficError(rho: number, cs2: number, c: number, n: number): number {
  const both = 1 + cs2
  return Math.sqrt((rho * both * both * both) / (2 * n)) / (c * (1 - rho) * (1 - rho))
}
