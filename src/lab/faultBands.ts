/**
 * Faults as stretches of time: from the command that breaks something until the repairs that have mended all of it.
 * A command that mends nothing and lasts for no time (a dropped message, a jumped clock) is a tick: its own end.
 */
import type { Command } from '../cluster/command'
import type { Topology } from './protocol'
import { linksOf, nodesOf } from './touched'

export interface FaultBand {
  command: Command
  fromUs: number
  toUs: number // Infinity: not yet mended; equal to fromUs: a tick
}

/** What a command does to what it touches. Aspects are mended apart: a resumed node that was slow stays slow. */
interface Deed {
  aspect: string // 'link:…' for whatever a heal mends
  breaks: boolean
  touches: string[]
}
/** Of these a thing has one value: a second command replaces the first instead of adding to it. */
const SETTINGS = new Set([
  'slow',
  'offset',
  'drift',
  'degraded',
  'breaker',
  'flag',
  'link:delay',
  'link:lose',
  'link:limit',
])

/** Commands must be in the order of their times; concealed ones are left out. */
export function faultBands(commands: { atUs: number; command: Command }[], topology: Topology): FaultBand[] {
  const bands: FaultBand[] = []
  const open: { band: FaultBand; aspect: string; left: Set<string> }[] = []
  for (const { atUs, command } of commands) {
    if (command.concealed) continue
    const deed = deedOf(command, topology)
    let mended = false
    const down = new Set(open.flatMap(({ aspect, left }) => (aspect === 'down' ? [...left] : [])))
    for (const fault of open) {
      if (!deed || fault.left.size === 0) continue
      for (const thing of deed.touches) {
        const isOver =
          ends(deed, fault.aspect) || (command.kind === 'restart' && startsAnew(fault.aspect, down.has(thing)))
        if (isOver) mended = fault.left.delete(thing) || mended
      }
      if (fault.left.size === 0) fault.band.toUs = atUs
    }
    if (deed && !deed.breaks && mended) continue
    const lasts = deed?.breaks === true && deed.touches.length > 0
    const band = { command, fromUs: atUs, toUs: lasts ? Infinity : atUs }
    bands.push(band)
    if (lasts) open.push({ band, aspect: deed.aspect, left: new Set(deed.touches) })
  }
  return bands
}

function ends(deed: Deed, aspect: string): boolean {
  if (deed.breaks) return deed.aspect === aspect && SETTINGS.has(aspect)
  return deed.aspect === 'link' ? aspect.startsWith('link:') : deed.aspect === aspect
}

/** Whether a restart ends it: a process that stands still goes on, and a new one after a crash is as fast as it should be. */
function startsAnew(aspect: string, wasDown: boolean): boolean {
  return aspect === 'stalled' || (aspect === 'slow' && wasDown)
}

function deedOf(command: Command, topology: Topology): Deed | null {
  const nodes = (aspect: string, breaks: boolean): Deed | null =>
    'target' in command ? { aspect, breaks, touches: nodesOf(topology, command.target).map(String) } : null
  switch (command.kind) {
    case 'kill':
      return nodes('down', true)
    case 'restart':
      return nodes('down', false)
    case 'stall':
      return nodes('stalled', true)
    case 'resume':
      return nodes('stalled', false)
    case 'slow':
      return nodes('slow', command.factor !== 1)
    case 'stallDisk':
      return nodes('disk', true)
    case 'resumeDisk':
      return nodes('disk', false)
    case 'offsetClock':
      return nodes('offset', command.offsetUs !== 0)
    case 'driftClock':
      return nodes('drift', command.ppm !== 0)
    case 'degrade':
      return nodes('degraded', Boolean(command.errorRate) || Boolean(command.addedUs))
    case 'tripBreaker':
    case 'openBreaker':
    case 'closeBreaker':
    case 'resetBreaker': {
      const touches = nodesOf(topology, command.target).map((node) => `${node} ${command.edge}`)
      return { aspect: 'breaker', breaks: command.kind !== 'resetBreaker', touches }
    }
    case 'setFlag':
      return { aspect: 'flag', breaks: !command.on, touches: [command.flag] }
    case 'setConsistency':
    case 'addShard':
    case 'addInstance':
    case 'drainInstance':
    case 'removeShard':
    case 'jumpClock':
    case 'redrive':
    case 'dropMessage':
    case 'delayMessage':
    case 'holdMessage':
    case 'releaseMessage':
      return null
    case 'heal':
    case 'healAll':
      return { aspect: 'link', breaks: false, touches: linksOf(topology, command).map(String) }
    case 'release':
      return { aspect: 'link:hold', breaks: false, touches: linksOf(topology, command).map(String) }
    case 'partition':
    case 'isolate':
      return { aspect: 'link:cut', breaks: true, touches: linksOf(topology, command).map(String) }
    default:
      return { aspect: `link:${command.kind}`, breaks: true, touches: linksOf(topology, command).map(String) }
  }
}
