/**
 * A world: a scenario come to life under a seed. It is stepped, commanded, saved and loaded; it knows nothing of branches,
 * charts or pages. The journal of its cluster is all that anyone may watch.
 */
import type { Cluster, ClusterState, Command } from '../cluster'
import { EVENT, SimulatedCluster, W, allToDrain, nextToAdd, nodesOf, sameForAllLegs } from '../cluster'
import { Distribution, FaultlineError } from '../kernel'
import { WORDS } from '../kernel/eventQueue'
import { admissionOfGroup } from './admissions'
import type { PolicyLibrary } from '../policies'
import { Desk, NO_POLICIES } from '../policies'
import { behaviourOf } from './behaviours'
import { canReshard } from './growth'
import { talksAcrossShards } from './modes/traits'
import { nodeNames } from './nodeNames'
import type { OperationClass } from './operationClasses'
import { journeysOf, operationClassesOf, stepsOf } from './operationClasses'
import { atlasOfStore, placementOfUsers } from './partitions'
import type { Plan } from './roleConfigs'
import { roleOf, roleTable } from './roleConfigs'
import type { CapacitySpec, LatencySpec, LinkSpec, Scenario } from './scenario'
import { checkCommand } from './schema/targets'

export { ENGINE_VERSION } from './engineVersion'

/** More events than this within one microsecond are a loop, not work. */
export const LOOP_LIMIT = 20_000

export interface WorldState {
  cluster: ClusterState
}

export class World {
  readonly cluster: Cluster
  readonly classes: readonly OperationClass[]
  readonly journeys: readonly string[]
  /** Who decides here. */
  readonly desk: Desk
  /** Set when the run stopped because time no longer moved. */
  loop: { atUs: number; events: number } | null = null

  private constructor(
    readonly scenario: Scenario,
    seed: number,
    policies: PolicyLibrary,
  ) {
    this.cluster = new SimulatedCluster(seed, roleTable(scenario))
    this.classes = operationClassesOf(scenario)
    this.journeys = journeysOf(scenario)
    this.desk = new Desk(policies, stepsOf(scenario, this.cluster))
    this.cluster.decider = this.desk
  }

  /** A world at time 0, started. The scenario must have passed its schema; `policies` must have all code that its commands will name. */
  static build(scenario: Scenario, seed: number, policies: PolicyLibrary = NO_POLICIES): World {
    const world = new World(scenario, seed, policies)
    world.addNodes()
    world.addLinks()
    world.addFaults()
    world.cluster.start()
    return world
  }

  /** Runs events with time ≤ untilUs, at most maxEvents; when none is left before it, the clock stands at untilUs. Returns how many ran. */
  run(untilUs: number, maxEvents = Infinity): number {
    const { cluster } = this
    const { queue } = cluster
    const before = queue.executed
    let ran = 0
    while (ran < maxEvents) {
      cluster.step(untilUs) // whether there was one is asked of the queue: a number is compared in one step, a boolean in ten
      const runs = queue.executed - before
      if (runs === ran) {
        if (untilUs !== Infinity && untilUs > queue.nowUs) queue.advanceTo(untilUs)
        break
      }
      ran = runs
      if (queue.burst > LOOP_LIMIT) {
        this.loop = { atUs: queue.nowUs, events: queue.burst }
        break
      }
    }
    return ran
  }

  /** Applies a command now. Throws a FaultlineError where it names nothing of this world; nothing has changed then. */
  apply(command: Command): void {
    checkCommand(this.scenario, command)
    this.cluster.apply(command)
  }

  /** Throws a FaultlineError, shards.… or instances.…, where a command that names what there is cannot be carried out as things are now. */
  refuse(command: Command): void {
    checkCommand(this.scenario, command)
    if (command.kind === 'addInstance' && !nextToAdd(nodesOf(this.cluster, command.target)))
      throw new FaultlineError('instances.noneStandsBy')
    if (command.kind === 'drainInstance' && allToDrain(nodesOf(this.cluster, command.target)).length === 0)
      throw new FaultlineError('instances.noneServes')
    if (command.kind !== 'addShard' && command.kind !== 'removeShard') return
    const store = this.scenario.groups.find(({ role }) => role === 'store')
    if (store?.role !== 'store') return
    const isUp = this.cluster.nodes.some((node) => node.shard >= 0 && node.up && !node.stalled && !node.diskLost)
    const obstacle = isUp ? behaviourOf(store.replication).obstacle?.(this.cluster, command) : 'nobodyUp'
    if (obstacle) throw new FaultlineError(`shards.${obstacle}`)
  }

  save(): WorldState {
    return { cluster: this.cluster.save() }
  }
  load(state: WorldState): void {
    this.cluster.load(state.cluster)
    this.loop = null
  }

  private addNodes(): void {
    const names = nodeNames(this.scenario)
    const { groups } = this.scenario
    const members = (group: string): number[] => names.flatMap((n, i) => (groups[n.group].id === group ? [i] : []))
    const plan: Plan = {
      scenario: this.scenario,
      classes: this.classes,
      members,
      placement: placementOfUsers(this.scenario),
      atlas: atlasOfStore(this.scenario, members),
    }
    for (const name of names) {
      const group = groups[name.group]
      const { role, config } = roleOf(plan, group, name.instance)
      const spec = {
        id: name.id,
        group: group.id,
        role,
        zone: name.zone,
        shard: name.shard,
        replica: name.replica,
        config,
        ...capacityOf(group.capacity),
        ...('disk' in group && group.disk ? { disk: Distribution.of(group.disk) } : {}),
      }
      this.cluster.addNode(spec, admissionOfGroup(this.scenario, group.id, group.capacity))
    }
  }

  /** First those of a store whose shards stay as they are, so that the others, and spare nodes, shift no link's index. */
  private addLinks(): void {
    const store = this.scenario.groups.find(({ role }) => role === 'store')
    this.addLinksAmong(store?.role === 'store' ? store.shards : 0, false)
    if (store?.role === 'store' && canReshard(store)) this.addLinksAmong(Infinity, true)
  }
  private addLinksAmong(shards: number, betweenShards: boolean): void {
    for (const spec of this.scenario.links) {
      const latency = latencyOf(spec.latency ?? this.scenario.latency)
      const group = this.scenario.groups.find(({ id }) => id === spec.from)
      const acrossShards = betweenShards || (group?.role === 'store' && talksAcrossShards(group.replication))
      for (const a of this.cluster.nodes) {
        if (a.group !== spec.from || a.shard >= shards) continue
        for (const b of this.cluster.nodes) {
          const peers = spec.from !== spec.to || (a.index < b.index && (acrossShards || a.shard === b.shard))
          if (b.group !== spec.to || b.shard >= shards || !peers) continue
          const link = this.linkSpec(spec, latency, a.zone !== b.zone)
          if (!this.cluster.linkBetween(a, b)) this.cluster.addLink(a, b, link)
          if (!this.cluster.linkBetween(b, a)) this.cluster.addLink(b, a, link)
        }
      }
    }
  }
  private linkSpec(spec: LinkSpec, latency: Distribution[], crossesZones: boolean): Parameters<Cluster['addLink']>[2] {
    return {
      latency,
      addedUs: crossesZones ? (spec.crossZoneUs ?? this.scenario.crossZoneUs) : 0,
      loss: spec.loss,
      duplicate: spec.duplicate,
      bytesPerSecond: spec.bytesPerSecond,
      ordered: spec.ordered,
    }
  }

  private addFaults(): void {
    const { queue } = this.cluster
    const faults = this.scenario.faults ?? []
    this.cluster.schedule = faults
    faults.forEach(({ atUs }, i) => {
      const slot = queue.alloc()
      queue.words[slot * WORDS + W.event] = EVENT.scheduled
      queue.words[slot * WORDS + W.a] = i
      queue.schedule(slot, atUs)
    })
  }
}

function capacityOf(
  capacity: CapacitySpec | undefined,
): Pick<Parameters<Cluster['addNode']>[0], 'workers' | 'queueLimit' | 'service' | 'onFull'> {
  if (!capacity) return {}
  return {
    workers: capacity.workers,
    queueLimit: capacity.queue,
    service: Distribution.of(capacity.service),
    onFull: capacity.onFull,
  }
}
function latencyOf(spec: LatencySpec): Distribution[] {
  if (!('legs' in spec)) return sameForAllLegs(Distribution.of(spec))
  const { write, ack, read, response } = spec.legs
  return [write, ack, read, response].map((s) => Distribution.of(s))
}
