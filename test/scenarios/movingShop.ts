/**
 * A small shop whose shards are added and removed while its customers write and read, every attempt by majorities, and some writes
 * of one replica alone; and what it owes them: nothing acknowledged is missed by a later read of a majority, and nothing is lost.
 */
import type { Command } from '../../src/cluster'
import { KIND, OUTCOME, STRIDE } from '../../src/cluster'
import { joinVersion, timeOf } from '../../src/cluster/journal'
import type { PartitionSpec } from '../../src/partitioning'
import { newestMap } from '../../src/protocols/dynamo/ordering'
import type { DynamoConfig, DynamoState } from '../../src/protocols/dynamo/state'
import { dynamoInvariants } from '../../src/protocols/dynamo/watch'
import { homesOf, isAtHome } from '../../src/protocols/resharding/atlas'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'

export const QUORUM: ReplicationSpec = { mode: 'quorum', n: 3, readRepair: true, ack: 'synced', timeoutUs: 100_000 }
const LOOK_US = 20_000

export interface Shop {
  partition?: PartitionSpec
  replication?: ReplicationSpec
  shards?: number
  shardsMax?: number
  w?: number
  r?: number
}

export function movingShop({
  partition,
  replication = QUORUM,
  shards = 4,
  shardsMax = 5,
  w = 2,
  r = 2,
}: Shop): Scenario {
  return validateScenario({
    version: 1,
    id: 'moving',
    zones: ['internet', 'a', 'b', 'c'],
    latency: { kind: 'exponential', meanUs: 400, plusUs: 100 },
    crossZoneUs: 300,
    groups: [
      {
        id: 'customers',
        role: 'clients',
        count: 1,
        zones: ['internet'],
        calls: 'api',
        users: { count: 2_000, active: 400, zipf: 0.3 },
        journeys: [
          {
            id: 'edit',
            ratePerSecond: 120,
            deadlineUs: 1_000_000,
            steps: [
              { op: 'write', key: 'user', w },
              { op: 'read', key: 'user', r },
            ],
          },
          { id: 'look', ratePerSecond: 120, deadlineUs: 1_000_000, steps: [{ op: 'read', key: 'user', r }] },
        ],
      },
      {
        id: 'api',
        role: 'api',
        count: 2,
        zones: ['a', 'b'],
        store: 'store',
        storeRetry: { attempts: 3, timeoutUs: 200_000, backoffUs: 10_000 },
      },
      {
        id: 'store',
        role: 'store',
        shards,
        replicas: 3,
        shardsMax,
        moveBytesPerSecond: 20_000,
        zones: ['a', 'b', 'c'],
        ...(partition ? { partition } : {}),
        replication,
        disk: { kind: 'exponential', meanUs: 200 },
      },
    ],
    links: [
      { from: 'customers', to: 'api' },
      { from: 'api', to: 'store' },
      { from: 'store', to: 'store' },
    ],
  })
}

interface Operation {
  key: number
  isWrite: boolean
  invokedUs: number
}
interface Ended extends Operation {
  version: number
  returnedUs: number
}

export class MovingShop {
  readonly world: World
  private readonly open = new Map<number, Operation>()
  readonly ended: Ended[] = []
  failed = 0
  moveBytes = 0
  /** Codes of the promises about maps that were broken. */
  readonly broken: string[] = []
  private readonly memories: ReturnType<typeof dynamoInvariants.begin>[] = []

  constructor(scenario: Scenario, seed: number) {
    this.world = World.build(scenario, seed)
    this.world.cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) this.note(words, i * STRIDE, timeOf(words, i))
    })
  }
  private note(words: Int32Array, at: number, atUs: number): void {
    const kind = words[at] & 255
    const count = words[at + 2]
    if (kind === KIND.INVOKE) {
      const isWrite = this.world.classes[words[at] >>> 8].kind === 'write'
      this.open.set(count, { key: words[at + 3], isWrite, invokedUs: atUs })
    }
    if (kind !== KIND.RETURN) return
    const operation = this.open.get(count)
    this.open.delete(count)
    if (((words[at] >>> 8) & 3) !== OUTCOME.ok) this.failed++
    else if (operation)
      this.ended.push({ ...operation, version: joinVersion(words[at + 4], words[at + 5]), returnedUs: atUs })
  }

  run(untilUs: number): this {
    const { world } = this
    while (world.cluster.nowUs < untilUs) {
      world.run(Math.min(untilUs, world.cluster.nowUs + LOOK_US))
      this.look()
    }
    world.cluster.journal.flush()
    return this
  }
  look(): void {
    this.atlas.shards.forEach((nodes, shard) => {
      const memory = (this.memories[shard] ??= dynamoInvariants.begin())
      const replicas = nodes.map((node) => this.world.cluster.nodes[node])
      for (const { code } of dynamoInvariants.look(memory, replicas, this.world.cluster)) this.broken.push(code)
    })
  }
  act(...commands: Command[]): this {
    for (const command of commands) this.world.apply(command)
    return this
  }
  get replicas() {
    return this.world.cluster.nodes.filter((node) => node.group === 'store')
  }
  get map() {
    return newestMap(this.world.cluster)!
  }
  get atlas() {
    return (this.replicas[0].config as DynamoConfig).atlas!
  }
  get isSettled(): boolean {
    return this.replicas.every((node) => {
      const { resharding, joining } = node.state as DynamoState
      return (
        node.up && !joining && resharding!.map.changes.length === this.map.changes.length && !resharding!.map.moving
      )
    })
  }

  /** Reads that missed a write acknowledged before they were invoked. */
  get missed(): string[] {
    const newest = new Map<number, { version: number; atUs: number }[]>()
    for (const { key, isWrite, version, returnedUs } of this.ended)
      if (isWrite) (newest.get(key) ?? newest.set(key, []).get(key)!).push({ version, atUs: returnedUs })
    return this.ended.flatMap(({ key, isWrite, version, invokedUs }) => {
      if (isWrite) return []
      const before = (newest.get(key) ?? []).filter(({ atUs }) => atUs < invokedUs)
      return before.some((write) => write.version > version) ? [`key ${key} at ${invokedUs}`] : []
    })
  }
  /** Acknowledged writes that fewer than so many of their key's homes have, or anything newer. */
  lost(least: number): string[] {
    return this.ended.flatMap(({ key, isWrite, version }) => {
      if (!isWrite) return []
      const { members } = homesOf(this.atlas, this.map, key)
      const have = members.filter((node) => {
        const { store } = this.world.cluster.nodes[node].state as DynamoState
        return store.table.version(key) >= version
      })
      return have.length < least ? [`key ${key}, version ${version}: ${have.length}`] : []
    })
  }
  /** Keys that replicas hold that are no home of theirs. */
  get strays(): string[] {
    return this.replicas.flatMap((node) =>
      [...(node.state as DynamoState).store.table.keys()]
        .filter((key) => !isAtHome(this.atlas, this.map, key, node.shard))
        .map((key) => `${node.id}: ${key}`),
    )
  }
}
