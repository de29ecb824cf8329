/**
 * Golden signals of a window, by replay in a world of its own that goes on where the last question left it: a panel that asks every second
 * costs a second's replay. Buckets are whole and lie on a fixed grid; what another branch or an undo made untrue is counted anew.
 */
import type { Fold } from '../cluster'
import { Histogram } from '../kernel'
import { Red } from '../telemetry'
import { tenantsOf } from '../scenarios/tenants'
import type { OperationFigures, RedCut } from '../telemetry'
import type { Job } from './job'
import type { Lab } from './lab'
import type { Player } from './player'
import type { SignalRow, Signals } from './protocol'
import { liesOn, momentAt } from './track'

/** Work that began so long before the window is told apart in it. */
const WARM_UP_US = 2_000_000

export class SignalsReader {
  private player: Player | null = null
  private red: Red | null = null
  private stepUs = 0
  private cuts: RedCut[] = []
  private readonly fold: Fold = (words, records) => this.red?.fold(words, records)

  constructor(private readonly lab: Lab) {}

  /** The whole buckets of `stepUs` within [fromUs, toUs), up to the playhead. */
  *window(fromUs: number, toUs: number, stepUs: number): Job<Signals> {
    const first = Math.floor(fromUs / stepUs) * stepUs
    const last = Math.floor(Math.min(toUs, this.lab.timeUs) / stepUs) * stepUs
    if (!this.goesOn(first, stepUs)) yield* this.begin(first, stepUs)
    const player = this.player as Player
    for (let atUs = this.cuts.at(-1)?.toUs ?? first; atUs < last; atUs += stepUs) {
      // Up to, and not with, what happens at the bucket's end.
      yield* player.playTo(momentAt(atUs + stepUs - 1))
      player.observation.advance(atUs + stepUs)
      this.cuts.push((this.red as Red).cut(atUs + stepUs))
    }
    const shown = this.cuts.filter((cut) => cut.fromUs >= first && cut.toUs <= last)
    this.cuts = this.cuts.filter((cut) => cut.toUs > first)
    return this.told(shown, first, stepUs)
  }

  /** Whether what is known joins the asked window, on the run that is active now. */
  private goesOn(fromUs: number, stepUs: number): boolean {
    const { player, cuts } = this
    if (!player || cuts.length === 0 || stepUs !== this.stepUs) return false
    if (fromUs < cuts[0].fromUs || fromUs > (cuts.at(-1) as RedCut).toUs) return false
    return liesOn(player.applied(), player.position, this.lab.active.commands)
  }

  private *begin(fromUs: number, stepUs: number): Job<void> {
    const { lab } = this
    this.player ??= lab.anotherPlayer()
    const { player } = this
    this.let()
    const { active } = lab
    const { store } = player.track
    player.adopt({ commands: active.commands.slice(), end: { ...active.end }, store })
    player.standBefore(momentAt(Math.max(0, fromUs - WARM_UP_US)), () => true)
    yield* player.playTo(momentAt(Math.max(0, fromUs - WARM_UP_US)))
    const isUsers = player.world.cluster.nodes.map((node) => node.role === 'clients')
    this.red = new Red(player.observation, isUsers)
    this.stepUs = stepUs
    this.cuts = []
    player.world.cluster.journal.attach(this.fold)
    player.observation.listeners.push(...this.red.listeners)
    if (fromUs === 0) return
    yield* player.playTo(momentAt(fromUs - 1))
    player.observation.advance(fromUs)
    this.red.cut(fromUs)
  }
  private let(): void {
    this.player?.world.cluster.journal.detach(this.fold)
    this.player?.observation.listeners.splice(0)
  }

  private told(cuts: readonly RedCut[], fromUs: number, stepUs: number): Signals {
    const { world } = this.player as Player
    const { nodes } = world.cluster
    const groups = [...new Set(nodes.map((node) => node.group))].map((id) => ({
      id,
      nodes: nodes.filter((node) => node.group === id).map((node) => node.index),
    }))
    return {
      fromUs,
      stepUs,
      steps: cuts.length,
      journeys: world.journeys.map((id, j) =>
        operationsRow(
          id,
          cuts.map((cut) => cut.journeys[j]),
          stepUs,
        ),
      ),
      tenants: tenantsOf(world.scenario).map(({ id }, t) =>
        operationsRow(
          id,
          cuts.map((cut) => cut.tenants[t]),
          stepUs,
        ),
      ),
      services: groups
        .filter((group) =>
          group.nodes.some((n) => nodes[n].workers > 0 || cuts.some((cut) => cut.nodes[n].arrivals > 0)),
        )
        .map((group) => {
          const workers = group.nodes.reduce((sum, n) => sum + nodes[n].workers, 0)
          const limit = group.nodes.reduce((sum, n) => sum + nodes[n].queueLimit, 0)
          return serviceRow(group, workers, limit, cuts, stepUs)
        }),
    }
  }
}

function operationsRow(id: string, figures: readonly OperationFigures[], stepUs: number): SignalRow {
  const causes = figures[0]?.causes.map((_, cause) => figures.reduce((sum, f) => sum + f.causes[cause], 0)) ?? []
  return {
    id,
    nodes: [],
    rate: figures.map((f) => (f.invoked * 1e6) / stepUs),
    good: figures.map((f) => (f.ok * 1e6) / stepUs),
    bad: figures.map((f) => (f.late + f.failed + f.unknown) / (f.ok + f.late + f.failed + f.unknown)),
    ...quantilesOf(figures.map((f) => f.durations)),
    // Little's law: those answered in a second, times what one took.
    full: figures.map((f) => (f.durations.sum || 0) / stepUs),
    queue: [],
    gone: 0,
    causes,
  }
}

function serviceRow(
  group: { id: string; nodes: number[] },
  workers: number,
  queueLimit: number,
  cuts: readonly RedCut[],
  stepUs: number,
): SignalRow {
  const sums = cuts.map((cut) => {
    const sum = { arrivals: 0, refused: 0, abandoned: 0, served: 0, servedUs: 0, goneUs: 0, queueUs: 0, busyUs: 0 }
    const durations = new Histogram()
    for (const n of group.nodes) {
      const node = cut.nodes[n]
      for (const field of Object.keys(sum) as (keyof typeof sum)[]) sum[field] += node[field]
      durations.merge(node.durations)
    }
    return { ...sum, durations }
  })
  const total = (of: (s: (typeof sums)[number]) => number): number => sums.reduce((all, s) => all + of(s), 0)
  return {
    ...group,
    rate: sums.map((s) => (s.arrivals * 1e6) / stepUs),
    good: sums.map((s) => (s.served * 1e6) / stepUs),
    bad: sums.map((s) => (s.arrivals === 0 ? NaN : Math.min(1, (s.refused + s.abandoned) / s.arrivals))),
    ...quantilesOf(sums.map((s) => s.durations)),
    full: sums.map((s) => (workers === 0 ? NaN : s.busyUs / stepUs / workers)),
    queue: sums.map((s) => (queueLimit === 0 ? s.queueUs / stepUs : s.queueUs / stepUs / queueLimit)),
    gone: total((s) => s.goneUs) / total((s) => s.servedUs),
    causes: [total((s) => s.refused), total((s) => s.abandoned)],
  }
}

function quantilesOf(durations: readonly Histogram[]): Pick<SignalRow, 'samples' | 'p50Us' | 'p95Us' | 'p99Us'> {
  const at = (p: number): number[] => durations.map((d) => (d.count === 0 ? NaN : d.quantile(p)))
  return { samples: durations.map((d) => d.count), p50Us: at(0.5), p95Us: at(0.95), p99Us: at(0.99) }
}
