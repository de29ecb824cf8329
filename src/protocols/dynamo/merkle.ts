/**
 * A Merkle tree over one shard's keys (Dynamo, SOSP 2007, 4.7): replicas compare hashes from the root down and exchange only what
 * lies under leaves that differ. A key belongs to one of 1024 leaves by its own hash; a leaf's hash sums up the versions under
 * it and is kept up to date write by write, those above are made when asked for. Three levels: 1, 32 and 1024 hashes.
 */

export const FANOUT = 32
export const LEAVES = FANOUT * FANOUT
export const LEAF_LEVEL = 2
const HASH_BYTES = 4
const NODE_BYTES = 2
const KEY_BYTES = 4
const VERSION_BYTES = 8

export function emptyLeaves(): Int32Array {
  return new Int32Array(LEAVES)
}
export function leafOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 22
}
/** Adds a key's versions to its leaf, or takes them out again: the same operation. */
export function noteCell(leaves: Int32Array, key: number, versions: readonly number[]): void {
  for (const version of versions) leaves[leafOf(key)] ^= hashOf(key, version)
}
function hashOf(key: number, version: number): number {
  let h = Math.imul(key ^ 0x3c6ef372, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15) ^ (version | 0), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 13) ^ Math.floor(version / 4294967296), 0x297a2d39)
  return h ^ (h >>> 16)
}

/** The hash of a node; level 0 is the root. */
export function nodeHash(leaves: Int32Array, level: number, node: number): number {
  if (level === LEAF_LEVEL) return leaves[node]
  let h = level + 1
  for (let i = 0; i < FANOUT; i++) h = Math.imul(h ^ nodeHash(leaves, level + 1, node * FANOUT + i), 0x85ebca6b) + i
  return h ^ (h >>> 15)
}

/** Some nodes of one level with their hashes. Immutable. */
export interface MerkleHashes {
  readonly level: number
  readonly nodes: readonly number[]
  readonly hashes: readonly number[]
  readonly bytes: number
}
export function hashesOf(leaves: Int32Array, level: number, nodes: readonly number[]): MerkleHashes {
  const hashes = Object.freeze(nodes.map((node) => nodeHash(leaves, level, node)))
  return Object.freeze({ level, nodes: Object.freeze(nodes), hashes, bytes: (HASH_BYTES + NODE_BYTES) * nodes.length })
}
/** Those of another's nodes of which the own hash is not the same. */
export function differing(leaves: Int32Array, theirs: MerkleHashes): number[] {
  return theirs.nodes.filter((node, i) => nodeHash(leaves, theirs.level, node) !== theirs.hashes[i])
}
export function childrenOf(nodes: readonly number[]): number[] {
  return nodes.flatMap((node) => Array.from({ length: FANOUT }, (_, i) => node * FANOUT + i))
}
/** What the list of a key's versions takes on the wire. */
export function cellBytes(versions: readonly number[]): number {
  return KEY_BYTES + VERSION_BYTES * versions.length
}
