/**
 * How far replicas have drifted apart, from what they wrote down as applied. A key is diverged while the replicas of its
 * shard hold different versions of it (a replica that is down or never had it counts with what it last held, or nothing);
 * a node is behind on a key while another replica of its shard holds a newer version. APPLIED sets a replica's version,
 * downwards too: after a crash that lost unsynced writes a replica tells again what it has left. A lost disk empties it.
 */
import { KeyIndex } from './keyIndex'
import { PagedRows } from './pagedRows'

export class Divergence {
  /** Keys, over all shards, on which the replicas of the shard differ. */
  divergedKeys = 0
  /** By node: keys of which its shard has a newer version. */
  behindKeys: Int32Array
  /** Integral of divergedKeys over time until `atUs`. */
  private integral = 0
  private atUs = 0
  private keys: KeyIndex[]
  /** By shard, a row for each key: the version that each replica holds. */
  private versions: PagedRows[]
  private readonly replicas: number[][]
  private readonly columnOf: number[]

  constructor(private readonly shardOf: number[]) {
    const shards = Math.max(-1, ...shardOf) + 1
    this.replicas = Array.from({ length: shards }, (_, shard) => nodesOf(shardOf, shard))
    this.columnOf = shardOf.map((shard, node) => (shard < 0 ? -1 : this.replicas[shard].indexOf(node)))
    this.behindKeys = new Int32Array(shardOf.length)
    this.keys = this.replicas.map(() => new KeyIndex())
    this.versions = this.replicas.map((nodes) => new PagedRows(nodes.length))
  }

  applied(node: number, key: number, version: number, nowUs: number): void {
    const shard = this.shardOf[node]
    if (shard < 0) return
    const index = this.keys[shard]
    const found = index.find(key)
    this.set(shard, node, found < 0 ? index.add(key) : found, version, nowUs)
  }

  /** The node's disk is gone, and with it every version it held. */
  diskLost(node: number, nowUs: number): void {
    const shard = this.shardOf[node]
    if (shard < 0) return
    for (let row = 0; row < this.keys[shard].size; row++) this.set(shard, node, row, 0, nowUs)
  }

  /** Keys of a shard on which its replicas differ, at most so many: those written first come first. */
  differing(shard: number, most: number): number[] {
    const found: number[] = []
    if (!this.replicas[shard]?.some((node) => this.behindKeys[node] > 0)) return found
    const [keys, versions, width] = [this.keys[shard], this.versions[shard], this.replicas[shard].length]
    for (let row = 0; row < keys.size && found.length < most; row++) {
      const page = versions.page(row)
      const at = versions.offset(row)
      if (!page.subarray(at + 1, at + width).every((version) => version === page[at])) found.push(keys.keyAt(row))
    }
    return found
  }

  /** What each replica of a shard holds of a key, in the order of its nodes; a view, not to be kept. */
  versionsOf(shard: number, key: number): Float64Array {
    const row = this.keys[shard].find(key)
    const at = this.versions[shard].offset(row)
    return this.versions[shard].page(row).subarray(at, at + this.replicas[shard].length)
  }

  /** Integral of divergedKeys over [0, nowUs], in keys × µs: the mean over a window is a difference of two. */
  integralAt(nowUs: number): number {
    return this.integral + this.divergedKeys * (nowUs - this.atUs)
  }

  clone(): Divergence {
    const copy = new Divergence(this.shardOf)
    copy.divergedKeys = this.divergedKeys
    copy.behindKeys = this.behindKeys.slice()
    copy.integral = this.integral
    copy.atUs = this.atUs
    copy.keys = this.keys.map((k) => k.clone())
    copy.versions = this.versions.map((v) => v.clone())
    return copy
  }
  get bytes(): number {
    let bytes = this.behindKeys.byteLength
    for (let shard = 0; shard < this.keys.length; shard++) bytes += this.keys[shard].bytes + this.versions[shard].bytes
    return bytes
  }

  private set(shard: number, node: number, row: number, version: number, nowUs: number): void {
    const table = this.versions[shard]
    const at = table.offset(row)
    const page = table.edit(row)
    const column = this.columnOf[node]
    if (page[at + column] === version) return
    const before = this.spread(shard, page, at, -1)
    page[at + column] = version
    const after = this.spread(shard, page, at, 1)
    if (before === after) return
    this.integral = this.integralAt(nowUs)
    this.atUs = nowUs
    this.divergedKeys += after - before
  }

  /** 1 if the replicas differ in this row, else 0; adds `sign` to each node that is behind. */
  private spread(shard: number, page: Float64Array, at: number, sign: number): number {
    const nodes = this.replicas[shard]
    let newest = page[at]
    let differ = 0
    for (let i = 1; i < nodes.length; i++) {
      const version = page[at + i]
      if (version === newest) continue
      differ = 1
      if (version > newest) newest = version
    }
    if (differ) for (let i = 0; i < nodes.length; i++) if (page[at + i] < newest) this.behindKeys[nodes[i]] += sign
    return differ
  }
}

function nodesOf(shardOf: number[], shard: number): number[] {
  const nodes: number[] = []
  for (let node = 0; node < shardOf.length; node++) if (shardOf[node] === shard) nodes.push(node)
  return nodes
}
