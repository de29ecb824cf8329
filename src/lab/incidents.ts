/**
 * Incidents of the run up to the playhead, with what made them: telemetry knows when users first felt it, the commands say which fault
 * that was. Where one is known, the incident starts with it. A concealed fault stays so: then it starts with what was felt.
 */
import type { Command, StampedCommand } from '../cluster'
import { objectiveStates } from '../telemetry'
import type { Incident, OwnAct } from '../telemetry'
import { faultBands, type FaultBand } from './faultBands'
import type { Player } from './player'
import type { IncidentInfo, LabStatus, Topology } from './protocol'

/** A fault is taken for the cause of what is felt so long after it. */
const CAUSE_WITHIN_US = 60_000_000
/** And what was felt so soon after it was mended is still its doing. */
const AFTERMATH_US = 5_000_000

/** Commands that somebody gives against trouble; a fault that comes later mitigates nothing. */
const HELPS: ReadonlySet<Command['kind']> = new Set([
  'restart',
  'resume',
  'resumeDisk',
  'heal',
  'healAll',
  'release',
  'setConsistency',
  'setFlag',
  'addShard',
  'redrive',
  'addInstance',
  'drainInstance',
  'setPolicy',
  'stopPolicy',
  'tripBreaker',
  'openBreaker',
  'closeBreaker',
  'resetBreaker',
] as const)

type Mitigation = NonNullable<IncidentInfo['mitigation']>

/** What is told of the run's objectives. */
export type ObjectivesTold = (player: Player, topology: () => Topology) => Pick<LabStatus, 'objectives' | 'incidents'>

export const toldObjectives: ObjectivesTold = (player, topology) => ({
  objectives: objectiveStates(player.observation.objectives, player.timeUs),
  incidents: incidentsOf(player, topology),
})

/** Means are NaN where there is nothing to take them over. */
function incidentsOf(player: Player, topology: () => Topology): LabStatus['incidents'] {
  const { incidents } = player.observation.objectives
  const count = incidents.ended + (incidents.open ? 1 : 0)
  if (count === 0) return { list: [], count, detectUs: NaN, mitigateUs: NaN, repairUs: NaN }
  const bands = faultBands(landed(player), topology())
  const { watches } = player.observation.objectives
  const promises = watches.map(({ objective: { journey, tenant, kind } }) => ({ journey, tenant, kind }))
  const helping = player.applied().filter(({ command }) => HELPS.has(command.kind) && !command.concealed)
  const done = inOrder(helping, player.observation.ownActs.list)
  const list = incidents.list.map((incident) => told(incident, bands, promises, done))
  // The fold's sums begin where it was felt.
  let [detectUs, mitigateUs, repairUs] = [incidents.detectUs, incidents.mitigateUs, incidents.repairUs]
  for (const { startUs, feltUs, detectedUs, endedUs } of list) {
    detectUs += endedUs < 0 ? detectedUs - startUs : feltUs - startUs
    if (endedUs < 0) continue
    mitigateUs += feltUs - startUs
    repairUs += feltUs - startUs
  }
  return {
    list,
    count,
    detectUs: detectUs / count,
    mitigateUs: mitigateUs / incidents.ended,
    repairUs: repairUs / incidents.ended,
  }
}

function told(
  { startUs: feltUs, objectives, ...incident }: Incident,
  bands: readonly FaultBand[],
  promises: readonly IncidentInfo['objectives'][number][],
  done: readonly Mitigation[],
): IncidentInfo {
  let cause: FaultBand | null = null
  for (const band of bands) if (explains(band, feltUs)) cause = band
  const startUs = cause?.fromUs ?? feltUs
  const untilUs = incident.mitigatedUs < 0 ? Infinity : incident.mitigatedUs
  return {
    ...incident,
    feltUs,
    objectives: objectives.map((o) => promises[o]),
    startUs,
    mitigation: done.find(({ atUs }) => atUs > startUs && atUs <= untilUs) ?? null,
    cause: cause && { command: cause.command, mendedUs: Number.isFinite(cause.toUs) ? cause.toUs : -1 },
  }
}
function explains({ fromUs, toUs }: FaultBand, feltUs: number): boolean {
  return toUs > fromUs && fromUs <= feltUs && feltUs - fromUs <= CAUSE_WITHIN_US && feltUs - toUs <= AFTERMATH_US
}

/** Acts and what the cluster did by itself, in the order of their times; at one time the act is first, for it made the other. */
function inOrder(acts: readonly StampedCommand[], own: readonly OwnAct[]): Mitigation[] {
  const told = acts.map(({ atUs, command }) => ({ kind: 'act' as const, atUs, command }))
  return [...told, ...own].sort((a, b) => a.atUs - b.atUs)
}

/** Commands and scheduled faults up to the playhead, in the order of their times. */
function landed(player: Player): { atUs: number; command: FaultBand['command'] }[] {
  const scheduled = (player.scenario.faults ?? []).filter(({ atUs }) => atUs <= player.timeUs)
  const faults = scheduled.map(({ atUs, ...command }) => ({ atUs, command }))
  return [...faults, ...player.applied()].sort((a, b) => a.atUs - b.atUs)
}
