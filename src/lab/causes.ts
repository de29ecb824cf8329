/**
 * Which command a trouble comes from: the newest one that does such a thing to such a place. What was concealed stays so;
 * a fault of the scenario's own schedule is nobody's deed.
 */
import { boundaryOf, linksAcross, linksOf, nodesOf } from '../cluster'
import type { Cluster, Command } from '../cluster'
import type { Player } from './player'

export interface Cause {
  atUs: number
  byLearner: boolean
  concealed: boolean
}
type Kind = Command['kind']

/** Kinds of commands that lead to each trouble. */
const KINDS: Record<string, readonly Kind[]> = {
  down: ['kill'],
  diskLost: ['kill'],
  joining: ['kill'],
  stalled: ['stall'],
  slow: ['slow'],
  diskStalled: ['stallDisk'],
  clockOff: ['offsetClock', 'jumpClock', 'driftClock'],
  degraded: ['degrade'],
  cut: ['cut', 'partition', 'isolate', 'flap'],
  flapping: ['flap'],
  held: ['hold'],
  delayed: ['delay'],
  lossy: ['lose'],
  duplicating: ['duplicate'],
  reordering: ['reorder'],
  limited: ['limit'],
  breakerOpen: ['tripBreaker', 'openBreaker'],
  breakerForcedClosed: ['closeBreaker'],
}

/** What is wrong there; what was done before `sinceUs` or after `untilUs` did not cause it. */
interface Place {
  node?: number
  link?: number
  sinceUs?: number
  untilUs?: number // default: now
}

/** null where no command did it. */
export function causeOf(player: Player, code: string, place: Place): Cause | null {
  const kinds = KINDS[code] ?? []
  const { cluster } = player.world
  const { sinceUs = 0, untilUs = player.timeUs } = place
  const applied = player.applied()
  for (let i = applied.length - 1; i >= 0; i--) {
    const { command, atUs } = applied[i]
    if (kinds.includes(command.kind) && atUs >= sinceUs && atUs <= untilUs && touches(cluster, command, place)) {
      return { atUs, byLearner: true, concealed: Boolean(command.concealed) }
    }
  }
  const faults = player.scenario.faults ?? []
  for (let i = faults.length - 1; i >= 0; i--) {
    const { atUs, ...command } = faults[i]
    if (atUs <= untilUs && atUs >= sinceUs && kinds.includes(command.kind) && touches(cluster, command, place)) {
      return { atUs, byLearner: false, concealed: Boolean(command.concealed) }
    }
  }
  return null
}

/** Whether something concealed was done to a node at that very moment. */
export function concealedAt(player: Player, node: number, atUs: number): boolean {
  const { cluster } = player.world
  const done = [
    ...player.applied().map(({ command, atUs }) => ({ ...command, atUs })),
    ...(player.scenario.faults ?? []),
  ]
  return done.some((one) => Boolean(one.concealed) && one.atUs === atUs && touches(cluster, one, { node }))
}

function touches(cluster: Cluster, command: Command, place: Place): boolean {
  if (place.node !== undefined) {
    return 'target' in command && nodesOf(cluster, command.target).some((n) => n.index === place.node)
  }
  return linksTouched(cluster, command).some((l) => l.index === place.link)
}

function linksTouched(cluster: Cluster, command: Command): ReturnType<typeof linksOf> {
  if ('link' in command) return linksOf(cluster, command.link)
  if (command.kind === 'partition') return linksAcross(cluster, command.groups)
  if (command.kind === 'isolate') return boundaryOf(cluster, command.target)
  return []
}
