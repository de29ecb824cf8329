/**
 * The supermarket model in virtual time: requests come to n servers as one Poisson process, each asks d servers at random and
 * joins the shortest queue. Service is exponential with mean 1, first come first served. It begins in the equilibrium of infinitely
 * many servers, where a share λ^((d^i − 1)/(d − 1)) has at least i requests (Mitzenmacher, IEEE TPDS 12(10), 2001), one server of
 * each n-th part of it: nothing has to be thrown away.
 */
import { Draws, EventQueue, WORDS, pow } from '../../kernel'
import { leastOf } from './leastOf'

export interface Supermarket {
  lambda: number // requests a server and unit of time
  d: number
  servers: number
  customers: number
  seed: number
}
const UNIT_US = 1_000_000
const ARRIVAL = -1
const PURPOSE = { arrival: 1, choice: 2, service: 3, start: 4 }
const EVENTS_A_SLICE = 50_000
const STRETCHES = 25

/** Share of servers with at least i requests. */
export function tailShare(lambda: number, d: number, i: number): number {
  return pow(lambda, d === 1 ? i : (pow(d, i) - 1) / (d - 1))
}
/** Mean time in the system, Σ λ^((d^i − d)/(d − 1)). */
export function supermarketW(lambda: number, d: number): number {
  let sum = 0
  for (let i = 1; ; i++) {
    const term = tailShare(lambda, d, i) / lambda
    sum += term
    if (term < 1e-12 * sum) return sum
  }
}

/** Mean time in the system, by Little's law from the area under the number in it, and its standard error, by the spread of 25 stretches. */
export function* playSupermarket(setting: Supermarket): Generator<number, { W: number; error: number }> {
  const { lambda, d, servers, customers, seed } = setting
  const draws = new Draws(seed)
  const queue = new EventQueue()
  const loads = new Int32Array(servers)
  const served = new Int32Array(servers)
  const usable = Int32Array.from({ length: servers }, (_, i) => i)
  const gapUs = UNIT_US / (lambda * servers)
  let inSystem = 0
  let come = 0
  let areaUs = 0
  let lastUs = 0
  const beginService = (slot: number, server: number): void => {
    queue.words[slot * WORDS] = server
    const us = draws.at(server, PURPOSE.service, served[server]++, 0).exponential() * UNIT_US
    queue.schedule(slot, queue.nowUs + Math.floor(us + 0.5))
  }
  for (let server = 0; server < servers; server++) {
    const unit = (server + draws.at(server, PURPOSE.start, 0, 0).unit()) / servers
    while (tailShare(lambda, d, loads[server] + 1) > unit) loads[server]++
    inSystem += loads[server]
    if (loads[server] > 0) beginService(queue.alloc(), server)
  }
  const first = queue.alloc()
  queue.words[first * WORDS] = ARRIVAL
  queue.schedule(first, 0)

  const stretches: number[] = []
  let before = { come: 0, areaUs: 0 }
  while (come < customers) {
    for (let i = 0; i < EVENTS_A_SLICE && come < customers; i++) {
      const slot = queue.next()
      const { nowUs } = queue
      areaUs += inSystem * (nowUs - lastUs)
      lastUs = nowUs
      const server = queue.words[slot * WORDS]
      if (server === ARRIVAL) {
        const chosen = leastOf(loads, usable, d, draws.at(0, PURPOSE.choice, come, 0))
        queue.schedule(slot, nowUs + Math.floor(draws.at(0, PURPOSE.arrival, come, 0).exponential() * gapUs + 0.5))
        come++
        inSystem++
        if (loads[chosen]++ === 0) beginService(queue.alloc(), chosen)
        if (come % Math.floor(customers / STRETCHES) === 0) {
          stretches.push((areaUs - before.areaUs) / (come - before.come) / UNIT_US)
          before = { come, areaUs }
        }
      } else {
        inSystem--
        if (--loads[server] > 0) beginService(slot, server)
        else queue.release(slot)
      }
    }
    yield come / customers
  }
  const W = areaUs / come / UNIT_US
  const squares = stretches.reduce((sum, w) => sum + (w - W) * (w - W), 0)
  return { W, error: Math.sqrt(squares / (stretches.length - 1) / stretches.length) }
}
