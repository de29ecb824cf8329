/**
 * A checkpoint that is carried to another machine: a moment of the run as bytes, which there spare it the way from the beginning. The run
 * stays a value, so nobody has to believe them: another engine's, another run's or damaged bytes are refused, and a state that was
 * tampered with shows at the next fingerprint that is compared.
 *
 * Layout: FORMAT, then deflated `encodeData` of what stands in `Carried`.
 */
import { deflateSync, Inflate } from 'fflate'
import * as v from 'valibot'
import type { StampedCommand } from '../cluster/command'
import type { DataWorld } from '../kernel'
import { decodeData, Digest, encodeData, FaultlineError, Histogram, IntTable } from '../kernel'
import { inflatedWithin } from '../scenarios/inflating'
import { LIMITS } from '../scenarios/limits'
import { ENGINE_VERSION } from '../scenarios/world'
import type { WorldState } from '../scenarios/world'
import { FOLD_CLASSES, Observation } from '../telemetry'
import type { Moment } from './checkpoints'
import type { Lab } from './lab'
import { NO_STORE } from './player'
import { told } from './telling'
import type { WatchState } from './watch'

const FORMAT = 1

/** `landed`: where each command landed, and what it is. */
interface Carried {
  engine: string
  run: string
  at: Moment['at']
  landed: { atUs: number; afterEvents: number; command: string }[]
  world: WorldState
  watch: WatchState
  observation: Observation
}
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const carried = v.object({
  engine: v.string(),
  run: v.string(),
  at: v.object({ atUs: count, events: count, applied: count }),
  landed: v.array(v.object({ atUs: count, afterEvents: count, command: v.string() })),
  world: v.custom<WorldState>((value) => typeof value === 'object' && value !== null),
  watch: v.custom<WatchState>((value) => typeof value === 'object' && value !== null),
  observation: v.instance(Observation),
})

/** The playhead's moment. null: too large to be carried. */
export function carriedFrom(lab: Lab): Uint8Array<ArrayBuffer> | null {
  const { at, history, world, watch, observation } = lab.player.moment()
  const landed = history.map(({ atUs, afterEvents, command }) => ({
    atUs,
    afterEvents,
    command: JSON.stringify(told(command)),
  }))
  const all: Carried = { engine: ENGINE_VERSION, run: runOf(lab), at, landed, world, watch, observation }
  const plain = encodeData(all, worldOf(lab))
  if (plain.length > LIMITS.carriedUnpackedBytes) return null
  const packed = deflateSync(plain, { level: 4 })
  if (packed.length >= LIMITS.carriedBytes) return null
  const bytes = new Uint8Array(packed.length + 1)
  bytes[0] = FORMAT
  bytes.set(packed, 1)
  return bytes
}

/**
 * Stands at the moment that these bytes carry, where it is one of the active branch and not after `untilUs`. Throws checkpoint.unfit with
 * { why } where it is none; nothing has changed then.
 */
export function standAt(lab: Lab, bytes: Uint8Array, untilUs: number): void {
  if (bytes.length > LIMITS.carriedBytes || bytes[0] !== FORMAT) throw unfit('format')
  const { engine, run, at, landed, world, watch, observation } = unpacked(lab, bytes)
  if (engine !== ENGINE_VERSION) throw unfit('engine')
  if (run !== runOf(lab)) throw unfit('run')
  if (at.atUs > untilUs) throw unfit('late')
  const { commands } = lab.active
  if (!liesOnCommands(at, landed, commands)) throw unfit('commands')
  const stamps = commands.map(({ afterEvents }) => afterEvents)
  landed.forEach(({ afterEvents }, i) => (commands[i].afterEvents = afterEvents))
  try {
    lab.player.take({ at, history: commands.slice(0, landed.length), world, watch, observation })
  } catch {
    // Whatever it is that this engine cannot stand at, it did not make it.
    commands.forEach((stamped, i) => (stamped.afterEvents = stamps[i]))
    throw unfit('state')
  }
}
/** Whether the same commands have landed at the same times, and the next is yet to come. */
function liesOnCommands(at: Moment['at'], landed: Carried['landed'], commands: readonly StampedCommand[]): boolean {
  const next = commands.at(landed.length)
  if (landed.length !== at.applied || landed.length > commands.length || (next && next.atUs <= at.atUs)) return false
  return landed.every(
    ({ atUs, command }, i) => atUs === commands[i].atUs && command === JSON.stringify(told(commands[i].command)),
  )
}

function unpacked(lab: Lab, bytes: Uint8Array): Carried {
  const plain = inflated(bytes.subarray(1))
  try {
    const value = v.safeParse(carried, decodeData(plain, worldOf(lab)))
    if (value.success) return value.output
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
  }
  throw unfit('damaged')
}
function inflated(packed: Uint8Array): Uint8Array {
  let plain: Uint8Array | null
  try {
    plain = inflatedWithin(LIMITS.carriedUnpackedBytes, packed, (listener) => new Inflate(listener))
  } catch {
    throw unfit('damaged')
  }
  if (!plain) throw unfit('large')
  return plain
}

function worldOf({ player: { shape } }: Lab): DataWorld {
  return { classes: [Digest, Histogram, IntTable, ...FOLD_CLASSES], externals: [NO_STORE, shape] }
}
function runOf({ run: { scenario, seed } }: Lab): string {
  return JSON.stringify({ scenario, seed })
}
function unfit(why: string): FaultlineError {
  return new FaultlineError('checkpoint.unfit', { why })
}
