/**
 * The lab's summary, a few times a second: where the run stands, its branches, what users feel, what is wrong, what the
 * newest act did, and how much memory all of it takes.
 */
import { STATE_CODES } from '../cluster'
import { effectOf } from './effect'
import type { ObjectivesTold } from './incidents'
import type { Lab } from './lab'
import type { JourneySummary, LabStatus, Topology } from './protocol'
import { shardsOf } from './shards'
import { shardsNow } from './shardsNow'
import { topologyOf } from './topology'
import { Troubles, hasMajority } from './troubles'

/** What a lab may hold, checkpoints, charts and worlds together: the budgets of its parts add up to less. */
export const MEMORY_BOUND_BYTES = 256 * 1024 * 1024

export class StatusReporter {
  private readonly troubles = new Troubles()
  private topology: Topology | null = null

  constructor(private readonly lab: Lab) {}

  /** `told` comes a moment later than the first status: until then nothing is promised. */
  status(told: ObjectivesTold = nothingTold): LabStatus {
    const { lab } = this
    const { player, comparison, branches } = lab
    const now = shardsNow(player.world.cluster)
    const shards = shardsOf(player.world.cluster.nodes).filter((_, shard) => !now || now.inUse.includes(shard))
    const compare = branches.list.find((b) => b === comparison.track)
    return {
      timeUs: player.timeUs,
      endUs: lab.active.end.atUs,
      events: player.events,
      fingerprint: player.fingerprint(),
      branches: branches.infos(),
      active: lab.active.id,
      compare: compare?.id ?? null,
      compareIsShadow: comparison.act !== null,
      canUndo: lab.canUndo,
      canRedo: lab.canRedo,
      summary: this.summary(),
      shardsHealthy: shards.filter((replicas) => hasMajority(player, replicas)).length,
      shards: shards.length,
      shardsNow: now,
      troubles: this.troubles.list(player),
      effect: this.effect(),
      ...told(player, () => (this.topology ??= topologyOf(lab.scenario, player.world))),
      breaches: (lab.active.store?.breaches ?? []).map(({ nodes, ...breach }) => {
        return { ...breach, nodes: nodes.map((n) => player.world.cluster.nodes[n].id) }
      }),
      happenings: (lab.active.store?.happenings ?? []).map(({ code, node, atUs, from, to }) => ({
        atUs,
        code: STATE_CODES[code] as LabStatus['happenings'][number]['code'],
        node: player.world.cluster.nodes[node].id,
        from,
        to,
      })),
      policies: player.world.desk.inForce().map((one) => ({ ...one })),
      memoryBytes: memoryOf(lab),
      memoryBoundBytes: MEMORY_BOUND_BYTES,
      loop: player.world.loop,
    }
  }

  private summary(): JourneySummary[] {
    const { observation, world } = this.lab.player
    return observation.summary().map((felt, j) => ({ journey: world.journeys[j], ...felt }))
  }

  private effect(): LabStatus['effect'] {
    const { player, comparison } = this.lab
    const { act, track } = comparison
    if (!act || !track?.store || !player.track.store) return null
    const nowUs = Math.min(player.timeUs, track.end.atUs)
    return effectOf(act, nowUs, player.world.journeys, { without: track.store, with: player.track.store })
  }
}

const nothingTold: ObjectivesTold = () => ({
  objectives: [],
  incidents: { list: [], count: 0, detectUs: NaN, mitigateUs: NaN, repairUs: NaN },
})

/** Bytes held, about. Three worlds at most: the one that plays, the compared one, the one that answers questions. */
export function memoryOf(lab: Lab): number {
  const { checkpoints, player } = lab
  return checkpoints.bytes + lab.chartBytes + 3 * (checkpoints.worldBytes + player.observation.bytes)
}
