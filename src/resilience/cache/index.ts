/** What stands between many readers and one store: the cache's table, and one flight for all who ask the same. */
export type { Flights } from './flights'
export { landed, mayFetch, noFlights } from './flights'
export type { CacheCounts, CachePolicy, CacheTable, Entry, Looked } from './table'
export { forget, look, newTable, put } from './table'
