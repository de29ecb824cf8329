/**
 * Request coalescing ("single flight"): of those who ask for a key at one place, the first fetches, and the others wait for
 * what it brings. Plain data: who waits is a list of names.
 */
export interface Flights {
  byKey: Map<number, { sinceUs: number; waiting: number[] }>
  coalesced: number // who waited, ever
}
export function noFlights(): Flights {
  return { byKey: new Map(), coalesced: 0 }
}

/** True: `who` is the one to fetch. False: it waits, and is named by `landed`. */
export function mayFetch(flights: Flights, key: number, who: number, nowUs: number): boolean {
  const flight = flights.byKey.get(key)
  if (!flight) {
    flights.byKey.set(key, { sinceUs: nowUs, waiting: [] })
    return true
  }
  flight.waiting.push(who)
  flights.coalesced++
  return false
}

/** The fetch of a key is over, well or badly: who waited for it, and when it began. */
export function landed(flights: Flights, key: number): { sinceUs: number; waiting: readonly number[] } {
  const flight = flights.byKey.get(key)
  flights.byKey.delete(key)
  return flight ?? { sinceUs: 0, waiting: [] }
}
