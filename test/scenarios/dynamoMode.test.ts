/**
 * Dynamo in storefront: the same customers on the same machines, with the store's replication replaced. Faults come and go; in
 * the end replicas agree, and no acknowledged write is lost.
 */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { KIND, MESSAGE_TYPES, STRIDE, bytesSent, joinVersion } from '../../src/cluster'
import { placeOf } from '../../src/partitioning'
import type { DynamoState } from '../../src/protocols/dynamo/state'
import type { DynamoSpec } from '../../src/scenarios/modes/dynamo'
import { dynamoMode } from '../../src/scenarios/modes/dynamo'
import { placementOfUsers, usersOf } from '../../src/scenarios/partitions'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario, StepSpec } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'

const S = 1_000_000

function withDynamo(spec: Partial<DynamoSpec> = {}, change: (steps: StepSpec[]) => StepSpec[] = (s) => s): Scenario {
  const groups = storefront.groups.map((group) => {
    if (group.role === 'store') return { ...group, replication: { ...dynamoMode.defaults(3), ...spec } }
    if (group.role !== 'clients') return group
    return { ...group, journeys: group.journeys.map((j) => ({ ...j, steps: change(j.steps) })) }
  })
  return validateScenario({ ...storefront, groups })
}

/** What the customers were told, and what went over the wires. */
class Watched {
  readonly world: World
  readonly acknowledged: { key: number; version: number; atUs: number }[] = []
  readonly returned = { ok: 0, all: 0 }
  readonly writesOk: number[] = [] // times
  readonly sentBytes = new Map<string, number>()
  failedWrites = 0
  private readonly invoked = new Map<number, { key: number; operationClass: number }>()

  constructor(scenario: Scenario, seed = 1) {
    this.world = World.build(scenario, seed)
    const client = this.world.cluster.nodes.findIndex((node) => node.group === 'customers')
    this.world.cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) this.note(words, i * STRIDE, client)
    })
  }
  private note(words: Int32Array, at: number, client: number): void {
    const kind = words[at] & 255
    const detail = words[at] >>> 8
    if (kind === KIND.SENT) {
      const name = MESSAGE_TYPES[detail].name
      this.sentBytes.set(name, (this.sentBytes.get(name) ?? 0) + bytesSent(words, at))
    }
    if (words[at + 1] !== client) return
    if (kind === KIND.INVOKE) this.invoked.set(words[at + 2], { key: words[at + 3], operationClass: detail })
    if (kind !== KIND.RETURN) return
    const asked = this.invoked.get(words[at + 2])
    const op = this.world.classes[asked?.operationClass ?? 0]
    this.returned.all++
    const isWrite = op.kind === 'write'
    if ((detail & 3) !== 0 && isWrite) this.failedWrites++
    if ((detail & 3) !== 0) return
    this.returned.ok++
    if (!asked || !isWrite) return
    const atUs = words[at + 7] * 4294967296 + (words[at + 6] >>> 0)
    this.writesOk.push(atUs)
    this.acknowledged.push({ key: asked.key, version: joinVersion(words[at + 4], words[at + 5]), atUs })
  }

  run(untilUs: number): this {
    this.world.run(untilUs)
    this.world.cluster.journal.flush()
    return this
  }
  act(...commands: Command[]): this {
    for (const command of commands) this.world.apply(command)
    return this
  }
  get replicas() {
    return this.world.cluster.nodes.filter((node) => node.group === 'store')
  }
  stateOf(id: string): DynamoState {
    return this.world.cluster.nodes.find((node) => node.id === id)?.state as DynamoState
  }
  /** Keys on which replicas of one shard hold different versions. */
  get diverged(): number {
    let keys = 0
    for (let shard = 0; shard < 4; shard++) {
      const tables = this.replicas
        .filter((node) => node.shard === shard)
        .map((node) => (node.state as DynamoState).store.table)
      for (const key of new Set(tables.flatMap((t) => [...t.keys()])))
        if (new Set(tables.map((t) => t.version(key))).size > 1) keys++
    }
    return keys
  }
  /** Acknowledged writes that no replica of the key's shard has, nor anything newer. */
  get lost(): number {
    const placement = placementOfUsers(this.world.scenario)
    const users = usersOf(this.world.scenario)
    return this.acknowledged.filter(({ key, version }) => {
      const homes = this.replicas.filter(({ shard }) => shard === placeOf(placement, key % users))
      return !homes.some((node) => (node.state as DynamoState).store.table.version(key) >= version)
    }).length
  }
  /** Bytes of hints and Merkle trees so far. */
  get handedOver(): number {
    const names = [...this.sentBytes.keys()].filter((name) => name.startsWith('merkle') || name.startsWith('hints'))
    return names.reduce((sum, name) => sum + (this.sentBytes.get(name) ?? 0), 0)
  }
  get hinted(): number {
    return this.replicas.reduce((sum, node) => sum + (node.state as DynamoState).store.hints.size, 0)
  }
}

/** With W = 1. */
const one = (steps: StepSpec[]): StepSpec[] => steps.map((s) => (s.op === 'write' ? { ...s, w: 1 } : s))
/** Of one key with its value, as a new member is given them. */
const FULL_COPY_BYTES = 128

describe('dynamo in storefront', () => {
  it('serves as a quorum does; at rest replicas agree and nothing is left to hand over', () => {
    const run = new Watched(withDynamo()).run(20 * S)
    expect(run.returned.ok / run.returned.all).toBeGreaterThan(0.99)
    run.act({ kind: 'kill', target: { group: 'customers' }, loseDisk: false }).run(30 * S)
    expect([run.diverged, run.lost, run.hinted]).toEqual([0, 0, 0])
  })

  it('W = 1 and a sloppy quorum: writes go on through a minority partition; afterwards replicas agree and none is lost', () => {
    const run = new Watched(withDynamo({}, one)).run(22 * S)
    const ids = run.replicas.map((node) => node.id)
    const minority = [ids[0], ids[1], ids[2], ids[3], ids[6]]
    const rest = run.world.cluster.nodes.map((node) => node.id).filter((id) => !minority.includes(id))
    const sides = [minority, rest].map((side) => side.map((node) => ({ node })))
    const before = run.writesOk.length
    run.act({ kind: 'partition', groups: sides }).run(30 * S)
    const during = run.writesOk.length - before
    expect(run.failedWrites / (during + run.failedWrites)).toBeLessThan(0.01)
    expect(run.hinted).toBeGreaterThan(0)
    const bytes = run.handedOver
    run.act({ kind: 'healAll' }).run(50 * S)
    run.act({ kind: 'kill', target: { group: 'customers' }, loseDisk: false }).run(60 * S)
    expect([run.diverged, run.lost, run.hinted]).toEqual([0, 0, 0])
    const keys = minority.reduce((sum, id) => sum + run.stateOf(id).store.table.size, 0)
    expect(run.handedOver - bytes).toBeLessThan(keys * FULL_COPY_BYTES)
  })

  it('anti-entropy alone brings a replica up to date that was away, for fewer bytes than a full copy', () => {
    const run = new Watched(withDynamo({ hintedHandoff: false, readRepair: 'off' })).run(20 * S)
    const away = run.replicas[0].id
    run.act({ kind: 'kill', target: { node: away }, loseDisk: false }).run(25 * S)
    const bytes = run.handedOver
    run.act({ kind: 'restart', target: { node: away } }).run(26 * S)
    run.act({ kind: 'kill', target: { group: 'customers' }, loseDisk: false }).run(40 * S)
    expect([run.diverged, run.lost]).toEqual([0, 0])
    expect(run.stateOf(away).antiEntropy?.taken).toBeGreaterThan(0)
    const held = run.replicas.reduce((sum, node) => sum + run.stateOf(node.id).store.table.size, 0)
    expect(run.handedOver - bytes).toBeLessThan(held * FULL_COPY_BYTES)
  })

  it('a checkpoint of the middle of a partition goes on to the same end', () => {
    const scenario = withDynamo({}, one)
    const play = (interrupted: boolean): string => {
      const run = new Watched(scenario).run(5 * S)
      const [node, other] = run.replicas
      run.act(
        { kind: 'isolate', target: { node: node.id } },
        { kind: 'kill', target: { node: other.id }, loseDisk: true },
      )
      run.run(9 * S)
      let { world } = run
      if (interrupted) {
        const fresh = World.build(scenario, 1)
        fresh.load(world.save())
        world = fresh
      } else world.save()
      world.apply({ kind: 'healAll' })
      world.apply({ kind: 'restart', target: { node: other.id } })
      world.run(15 * S)
      return world.cluster.journal.fingerprint()
    }
    expect(play(true)).toBe(play(false))
  })
})

describe('what cannot be', () => {
  const refusal = (spec: Partial<DynamoSpec>): unknown => {
    try {
      withDynamo(spec)
    } catch (error) {
      return (error as { params: { field: string; problem: string } }).params
    }
    return null
  }
  it.each<[Partial<DynamoSpec>, string, string]>([
    [{ n: 2 }, 'n', 'notReplicas'],
    [{ n: 0 }, 'n', 'outOfRange'],
    [{ sloppyQuorum: false, hintedHandoff: true }, 'hintedHandoff', 'needsSloppyQuorum'],
    [{ versions: 'vectorClock', idempotency: true }, 'idempotency', 'needsLastWriter'],
    [{ antiEntropyUs: 10 }, 'antiEntropyUs', 'outOfRange'],
  ])('%j is refused: %s %s', (spec, field, problem) => {
    expect(refusal(spec)).toMatchObject({ field: expect.stringContaining(field) as string, problem })
  })
  it('W greater than N is refused', () => {
    const four = (steps: StepSpec[]): StepSpec[] => steps.map((s) => (s.op === 'write' ? { ...s, w: 4 } : s))
    expect(() => withDynamo({}, four)).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ problem: 'moreThanReplicas' }) as object }),
    )
  })
})
