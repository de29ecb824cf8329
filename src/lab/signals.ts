/**
 * Golden signals of a window, by replay in a world of its own that goes on where the last question left it: a panel that asks every second
 * costs a second's replay. Buckets are whole and lie on a fixed grid; what another branch or an undo made untrue is counted anew.
 */
import { tenantsOf } from '../scenarios/tenants'
import { Red, sumOf } from '../telemetry'
import type { NodeFigures, OperationFigures, RedCut } from '../telemetry'
import type { Job } from './job'
import type { Lab } from './lab'
import type { Player } from './player'
import type { Query, Signals } from './protocol'
import { operationsRow, serviceRow, type Group } from './signalRows'
import { liesOn, momentAt } from './track'

/** Work that began so long before the window is told apart in it. */
const WARM_UP_US = 2_000_000

export class SignalsReader {
  private player: Player | null = null
  private red: Red | null = null
  private stepUs = 0
  private cuts: RedCut[] = []
  private detach: (() => void) | null = null

  constructor(private readonly lab: Lab) {}

  /** The whole buckets of `stepUs` within [fromUs, toUs), up to the playhead. */
  *window({ fromUs, toUs, stepUs, tenant, open }: Asked): Job<Signals> {
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
    return this.told(shown, first, stepUs, tenant, open)
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
    this.red = new Red(player.world.cluster, player.observation)
    this.detach = this.red.attach()
    this.stepUs = stepUs
    this.cuts = []
    if (fromUs === 0) return
    yield* player.playTo(momentAt(fromUs - 1))
    player.observation.advance(fromUs)
    this.red.cut(fromUs)
  }
  private let(): void {
    this.detach?.()
    this.detach = null
  }

  private told(cuts: readonly RedCut[], fromUs: number, stepUs: number, tenant?: number, open?: string): Signals {
    const { world } = this.player as Player
    const { nodes } = world.cluster
    const groups = [...new Set(nodes.map((node) => node.group))]
      .map((id): Group => ({ id, members: nodes.filter((node) => node.group === id) }))
      .filter(({ members }) =>
        members.some(({ index, workers }) => workers > 0 || cuts.some((cut) => cut.nodes[index].arrivals > 0)),
      )
    const row = (id: string, of: (cut: RedCut) => OperationFigures[]) =>
      operationsRow(
        id,
        cuts.map((cut) => sumOf(of(cut))),
        stepUs,
      )
    const service = (group: Group) =>
      serviceRow(
        group,
        cuts.map((cut) => group.members.map(({ index }): NodeFigures => cut.nodes[index])),
        stepUs,
      )
    const tenantNames = tenantsOf(world.scenario).map(({ id }) => id)
    const of = (cut: RedCut): OperationFigures[][] =>
      tenant === undefined ? cut.operations : cut.operations.slice(tenant, tenant + 1)
    const opened = groups.find(({ id }) => id === open)?.members ?? []
    return {
      fromUs,
      stepUs,
      steps: cuts.length,
      tenantNames,
      journeys: world.journeys.map((id, j) => row(id, (cut) => of(cut).map((rows) => rows[j]))),
      tenants: tenantNames.map((id, t) => row(id, (cut) => cut.operations[t])),
      services: groups.map(service),
      members: opened.map((node) => service({ id: node.id, members: [node] })),
    }
  }
}
type Asked = Omit<Extract<Query, { about: 'signals' }>, 'about'>
