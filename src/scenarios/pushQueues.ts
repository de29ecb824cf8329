/** Queues that push: how many requests their server has at once, and how long one may wait in the line behind those. */
import type { Scenario } from './scenario'

/** What its server has not answered for so long no longer keeps its place there. */
export const PUSH_TIMEOUT_US = 5_000_000

/** Requests that a server of that group works on at once. */
export function placesAt({ groups }: Scenario, called: string): number {
  const workers = groups.find(({ id }) => id === called)?.capacity?.workers ?? 0
  return workers > 0 ? workers : Infinity
}

/** The longest that requests wait in line on their way from the clients: everybody before them is served only when given up. */
export function longestInLineUs(scenario: Scenario): number {
  const { groups } = scenario
  let us = 0
  let at = groups.find(({ role }) => role === 'clients')
  while (at && (at.role === 'clients' || at.role === 'balancer' || at.role === 'queue')) {
    const { calls } = at
    if (calls === undefined) break
    if (at.role === 'queue') us += Math.ceil(at.slots / placesAt(scenario, calls)) * PUSH_TIMEOUT_US
    at = groups.find(({ id }) => id === calls)
  }
  return us
}
