/**
 * A cache's table: bounded, the least recently used entry leaves first, each lives for a while. How it spares whoever fills it:
 * a time to live taken short at random, so that what was put together does not expire together; probabilistic early expiry
 * (XFetch; Vattani, Chierichetti and Lowenstein, PVLDB 2015, fig. 3); serving what has just expired while one asker fetches it
 * anew (RFC 5861); leases, so that only one asker fills a key (Nishtala and others, NSDI 2013, 3.2.1). Plain data; times are
 * of the cache's own clock, in microseconds.
 */
import { log } from '../../kernel'

export interface CachePolicy {
  entries: number
  ttlUs: number
  ttlJitter: number // up to this share of the time to live is taken off
  negativeTtlUs: number // of the answer that there is nothing; 0: as of any other
  earlyBeta: number // XFetch's β: above 1 favours earlier fetching; 0: never early
  staleUs: number // so long after its time an entry still serves while one asker fetches it anew; 0: not at all
  leaseUs: number // so long one asker alone may fill a key; 0: everybody may
}
export interface Entry {
  value: number
  version: number // 0: there is nothing
  copiedUs: number // it is as of this moment or later; −Infinity: nobody knows
  ownAgeMs: number // how old it may have been even then; −1: nobody knows
  expiresUs: number
  tookUs: number // to fetch it
}
export interface CacheTable {
  entries: Map<number, Entry> // least recently used first
  fills: Map<number, number> // keys that somebody was told to fill, and until when nobody else is
  counts: CacheCounts
}
export interface CacheCounts {
  hits: number
  misses: number
  evictions: number
  early: number // told to fetch before the time was over
  stale: number // served after it
  waits: number // that waited for another one's filling
}
/** `early`: still good, but fetch it anew; `refresh`: serve it, and fetch it anew besides; `wait`: somebody is filling it. */
export type Looked = 'hit' | 'stale' | 'refresh' | 'early' | 'miss' | 'wait'

export function newTable(): CacheTable {
  const counts = { hits: 0, misses: 0, evictions: 0, early: 0, stale: 0, waits: 0 }
  return { entries: new Map(), fills: new Map(), counts }
}

/**
 * What a cache answers to who asks for a key. `unit`: a draw above 0 up to 1, asked for only where chance decides. `keeps`: what is over
 * its time may still be of use to somebody, and makes room only where that is needed.
 */
export function look(
  table: CacheTable,
  policy: CachePolicy,
  key: number,
  nowUs: number,
  keeps: boolean,
  unit: () => number,
): Looked {
  const looked = judge(table, policy, key, nowUs, unit)
  const { counts } = table
  if (looked === 'miss' && !keeps) table.entries.delete(key)
  if (looked === 'wait') counts.waits++
  else if (looked === 'miss' || looked === 'early') counts.misses++
  else counts.hits++
  if (looked === 'early') counts.early++
  if (looked === 'stale' || looked === 'refresh') counts.stale++
  return looked
}
function judge(table: CacheTable, policy: CachePolicy, key: number, nowUs: number, unit: () => number): Looked {
  const entry = table.entries.get(key)
  if (entry === undefined) return fill(table, policy, key, nowUs) ? 'miss' : 'wait'
  table.entries.delete(key)
  table.entries.set(key, entry)
  if (nowUs < entry.expiresUs) {
    const isEarly = policy.earlyBeta > 0 && nowUs - entry.tookUs * policy.earlyBeta * log(unit()) >= entry.expiresUs
    return isEarly && fill(table, policy, key, nowUs) ? 'early' : 'hit'
  }
  const serves = nowUs < entry.expiresUs + policy.staleUs
  if (serves)
    return fill(table, { ...policy, leaseUs: policy.leaseUs || policy.staleUs }, key, nowUs) ? 'refresh' : 'stale'
  return fill(table, policy, key, nowUs) ? 'miss' : 'wait'
}
/** Whether this asker is the one to fill a key. */
function fill({ fills }: CacheTable, { leaseUs }: CachePolicy, key: number, nowUs: number): boolean {
  if (leaseUs === 0) return true
  if (nowUs < (fills.get(key) ?? -Infinity)) return false
  fills.set(key, nowUs + leaseUs)
  return true
}

/** Puts what was fetched, unless something newer is there. `unit`: a draw from 0 to 1, asked for only where chance decides. */
export function put(
  table: CacheTable,
  policy: CachePolicy,
  key: number,
  fetched: Omit<Entry, 'expiresUs'>,
  nowUs: number,
  unit: () => number,
): void {
  const { entries, fills, counts } = table
  fills.delete(key)
  const known = entries.get(key)
  entries.delete(key)
  if (known !== undefined && known.version > fetched.version) {
    entries.set(key, known)
    return
  }
  const fullUs = fetched.version === 0 && policy.negativeTtlUs > 0 ? policy.negativeTtlUs : policy.ttlUs
  const ttlUs = policy.ttlJitter > 0 ? fullUs * (1 - policy.ttlJitter * unit()) : fullUs
  entries.set(key, { ...fetched, expiresUs: nowUs + ttlUs })
  if (entries.size <= policy.entries) return
  entries.delete(entries.keys().next().value as number)
  counts.evictions++
}

/** Forgets a key: what was written makes it old. Whoever is filling it may still be. */
export function forget(table: CacheTable, key: number): void {
  table.entries.delete(key)
}
