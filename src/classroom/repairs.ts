/**
 * When a fault of the teacher's was mended in a learner's run: judged from the run, never from what somebody says. It is mended once
 * - its own state is cleared: acts that came later have undone all that it did (a restart, a heal, a setting put back), or
 * - its users are well again: what it made them feel was mitigated by an act of the learner's (the incident says so: no act of the cluster's own
 *   came first), and they have felt nothing of it for HOLDS_US since.
 * Whichever was first; both are moments of the run. What a fault did for no time at all (a dropped message) only the second way tells.
 * Terms: Google, Site Reliability Engineering, ch. 14: time to repair is until the service does what it promises again.
 */
import type { Command } from '../cluster/command'
import type { FaultBand } from '../lab/faultBands'
import { faultBands } from '../lab/faultBands'
import type { LabStatus, Topology } from '../lab/protocol'
import { told } from '../lab/telling'

/** Users count as well again after so much of the run without anything to complain of. */
export const HOLDS_US = 10_000_000
/** What is felt later than this is not this fault's doing (as lab/incidents.ts has it). */
const FELT_WITHIN_US = 60_000_000

export interface RunSoFar {
  /** Of the branch that is open, in the order of their times. */
  commands: readonly { atUs: number; command: Command }[]
  timeUs: number
  incidents: readonly Pick<LabStatus['incidents']['list'][number], 'feltUs' | 'mitigatedUs' | 'mitigation'>[]
}
/** `repairedUs` null: it is not mended. */
export interface Repair {
  landedUs: number
  repairedUs: number | null
}

/** null: nothing of the fault is in this run. `sinceUs`: it landed then or soon after. */
export function repairIn(
  run: RunSoFar,
  fault: { commands: readonly Command[]; sinceUs: number },
  topology: Topology,
): Repair | null {
  const open = run.commands.map(({ atUs, command }) => ({ atUs, command: told(command) }))
  const done: Command[] = []
  let landedUs = Infinity
  for (const wanted of fault.commands) {
    const one = open.find(
      ({ atUs, command }) => atUs >= fault.sinceUs && !done.includes(command) && isSame(command, wanted),
    )
    if (!one) continue
    done.push(one.command)
    landedUs = Math.min(landedUs, one.atUs)
  }
  if (done.length === 0) return null
  const moments = [clearedUs(done, faultBands(open, topology)), wellUs(run, landedUs)].filter((us) => us !== null)
  return { landedUs, repairedUs: moments.length === 0 ? null : Math.min(...moments) }
}

/** When the last of what these commands did was undone; null: something still is, or nothing of it lasts. */
function clearedUs(commands: readonly Command[], bands: readonly FaultBand[]): number | null {
  const lasting = bands.filter((band) => commands.includes(band.command) && band.toUs > band.fromUs)
  const endUs = Math.max(-Infinity, ...lasting.map((band) => endOf(band, bands)))
  return Number.isFinite(endUs) ? endUs : null
}
/** A setting that is replaced by a worse one is not put back: then it ends where that one does. */
function endOf({ command, toUs }: FaultBand, bands: readonly FaultBand[]): number {
  const next = bands.find(
    (band) => band.fromUs === toUs && band.toUs > toUs && aspectOf(band.command) === aspectOf(command),
  )
  return next ? endOf(next, bands) : toUs
}
const aspectOf = ({ kind }: Command): string => (kind.endsWith('Breaker') ? 'breaker' : kind)

function wellUs({ incidents, timeUs }: RunSoFar, landedUs: number): number | null {
  const felt = incidents.filter(({ feltUs }) => feltUs >= landedUs && feltUs - landedUs <= FELT_WITHIN_US)
  const last = felt.at(-1)
  if (!last || last.mitigatedUs < 0 || timeUs - last.mitigatedUs < HOLDS_US) return null
  return last.mitigation?.kind === 'act' && last.mitigation.atUs > landedUs ? last.mitigatedUs : null
}

/** Both came through the same gate, which puts fields in one order. */
function isSame(a: Command, b: Command): boolean {
  return JSON.stringify(a) === JSON.stringify(told(b))
}
