/**
 * Published figures of hashing and partitioning, as data; where the source gives an algorithm and no figures, they were
 * computed by another implementation of it.
 */
import type { Figures, Findings } from '../experiment'

export const CRC16_SOURCE = 'Redis Cluster specification (hash slots, hash tags; CRC16/XMODEM)'
/** Slots of keys, and the check value of the CRC. */
export const CRC16_SLOTS: Readonly<Record<string, Figures>> = {
  '123456789': { slot: 12739, crc16: 0x31c3 },
  foo: { slot: 12182 },
  bar: { slot: 5061 },
  somekey: { slot: 11058 },
  'foo{hash_tag}': { slot: 2515 },
  'bar{hash_tag}': { slot: 2515 },
  'foo{}{bar}': { slot: 8363 },
  'foo{{bar}}zap': { slot: 4015 },
  '': { slot: 0 },
  a: { slot: 15495 },
  b: { slot: 3300 },
  c: { slot: 7365 },
  key: { slot: 12539 },
}

export const JUMP_SOURCE =
  'Lamping and Veach 2014; values of Guava’s HashingTest and of lithammer/go-jump-consistent-hash'
/** Buckets of keys 0 to 19 of 100, then of others. */
const IN_100 = [0, 55, 62, 8, 45, 59, 86, 97, 82, 59, 73, 37, 17, 56, 86, 21, 90, 37, 38, 83]
export const JUMP_BUCKETS: readonly { key: string; buckets: number; bucket: number }[] = [
  ...IN_100.map((bucket, key) => ({ key: String(key), buckets: 100, bucket })),
  { key: '10863919174838991', buckets: 11, bucket: 6 },
  { key: '2016238256797177309', buckets: 11, bucket: 3 },
  { key: '1', buckets: 1, bucket: 0 },
  { key: '0xDEAD10CC', buckets: 1, bucket: 0 },
]

export const MURMUR3_SOURCE = 'Cassandra’s Murmur3Partitioner; test vectors of gocql'
/** Tokens of keys; those that begin with 0x are bytes in hexadecimal. */
export const MURMUR3_TOKENS: Readonly<Record<string, string>> = {
  '0x70726566697800': '-5156414768376541762',
  '0x7072656669780001': '3700033067394128583',
  '0x707265666978000102030405060708090a': '-1154133289533387924',
  '0x707265666978000102030405060708090a0b0c0d0e0fc8c9': '-5319761130493488577',
  '0x707265666978000102030405060708090a0b0c0d0e0fc8c9ca': '-4593148434938707926',
  '': '0',
  a: '-8839064797231613815',
  test: '-6017608668500074083',
  '123': '-7468325962851647638',
}

export const KETAMA_SOURCE = 'Couchbase SDK RFC 26 (ketama hashing)'
/** Of four servers, 10.0.1.1:11211 to 10.0.1.4:11211. The first is a point’s name: its digest’s words are four points. */
export const KETAMA: Readonly<Record<string, Findings>> = {
  '10.0.1.1:11211-0': { hash: 2431485715, word2: 4123933443, word3: 100894374, word4: 2720740989 },
  foo: { hash: 3675831724, owner: '10.0.1.2:11211' },
  bar: { hash: 421377335, owner: '10.0.1.4:11211' },
  hello: { hash: 708854109, owner: '10.0.1.4:11211' },
  key1: { owner: '10.0.1.4:11211' },
  key2: { owner: '10.0.1.1:11211' },
}

export const MOVED_SOURCE = 'Karger et al. 1997; Lamping and Veach 2014; Thaler and Ravishankar 1998'
export const MOVED_TOLERANCE = 0.003

export const VNODE_SOURCE = 'arcs of a ring as a Dirichlet distribution: √((n−1)/(nV+1)); simulation of 400 rings'
/** Ten shards of V points: the mean over rings of the relative deviation of shares, and of the greatest share in means. */
export const VNODE: Readonly<Record<string, Figures>> = {
  '1': { relSd: 0.8695, meanMax: 2.8208 },
  '10': { relSd: 0.3021, meanMax: 1.5442 },
  '50': { relSd: 0.1329, meanMax: 1.2242 },
  '100': { relSd: 0.0945, meanMax: 1.1572 },
  '200': { relSd: 0.0667, meanMax: 1.1107 },
  '256': { relSd: 0.0583, meanMax: 1.0964 },
  '1000': { relSd: 0.0303, meanMax: 1.0493 },
}
export const VNODE_RELATIVE_TOLERANCE = 0.05

export const BOUNDED_SOURCE = 'Mirrokni, Thorup, Zadimoghaddam, “Consistent hashing with bounded loads”, SODA 2018'
/** 10,000 keys on 100 shards of one point, by ε: greatest load in means, and shards looked at a key, on some ring. */
export const BOUNDED: Readonly<Record<string, Figures>> = {
  '0.1': { maxload: 1.1, probes: 4.283 },
  '0.5': { maxload: 1.5, probes: 1.611 },
}
/**
 * Shards looked at a key, mean over 10,000 rings of independent uniform points and keys. From ring to ring it varies by 1.03 and
 * 0.24 (standard deviations), so that a figure of one ring says little about another.
 */
export const BOUNDED_PROBES: Figures = { '0.1': 3.757, '0.5': 1.647 }
export const BOUNDED_PROBES_RELATIVE_TOLERANCE = 0.1
