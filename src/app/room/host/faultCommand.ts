/** A fault that the teacher chose, as a command: its kind, a place as a diagnosis names it, which way, and how much of it; or who is parted from whom. */
import type { Command, LinkTarget, NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import type { Cause } from '../../../classroom/causes'
import { causeOf } from '../../../classroom/causes'
import { placesOf } from '../../../classroom/suspects'
import { partitionCommand } from '../../graph/acts/toolCommand'

/** With its strength as offered, in the unit that the words name; null: there is no more or less of it. */
const AT_NODES = {
  kill: null,
  stall: null,
  slow: { usual: 10, least: 1.1, most: 10_000 }, // times
  stallDisk: null,
  offsetClock: { usual: 250, least: -86_400_000, most: 86_400_000 }, // ms
  jumpClock: { usual: 1_000, least: -86_400_000, most: 86_400_000 }, // ms
  driftClock: { usual: 200, least: -100_000, most: 100_000 }, // µs a second
  degrade: { usual: 50, least: 1, most: 100 }, // % errors
  isolate: null,
} as const
const ON_LINKS = {
  cut: null,
  delay: { usual: 80, least: 1, most: 60_000 }, // ms
  lose: { usual: 10, least: 0.1, most: 100 }, // %
  duplicate: { usual: 10, least: 0.1, most: 100 }, // %
  reorder: { usual: 10, least: 0.1, most: 100 }, // %
  limit: { usual: 100, least: 0.1, most: 1e9 }, // kB a second
  flap: { usual: 2, least: 0.01, most: 600 }, // s up and as long down
} as const

type Placed = keyof typeof AT_NODES | keyof typeof ON_LINKS
/** A partition has sides instead of a place. */
export type HandFault = Placed | 'partition'
export const HAND_FAULTS = [...Object.keys(AT_NODES), 'partition', ...Object.keys(ON_LINKS)] as HandFault[]
const STRENGTHS = { ...AT_NODES, ...ON_LINKS, partition: null }
export const WAYS = ['both', 'there', 'back'] as const
/** On a link `link A>B`: both ways, only from A to B, or only back. */
export type Way = (typeof WAYS)[number]
export const FROM = ['everything', 'peers'] as const
export function strengthOf(kind: HandFault): { usual: number; least: number; most: number } | null {
  return STRENGTHS[kind]
}
export const isOnLinks = (kind: HandFault): kind is keyof typeof ON_LINKS => kind in ON_LINKS

/** As the form has it. `place` '' or one that is none: the likeliest. */
export interface FaultPart {
  kind: HandFault
  place: string
  strength: string
  way: Way
  /** Of a partition: places on the one side, and from whom they are parted. */
  side: readonly string[]
  from: (typeof FROM)[number]
}
export const NEW_PART: FaultPart = { kind: 'kill', place: '', strength: '', way: 'both', side: [], from: 'everything' }

/** The part's place: as chosen, else to begin with a replica, where there is one. */
export function placeOfPart({ kind, place }: FaultPart, topology: Topology): string | undefined {
  const places = placesFor(kind, topology)
  if (places.includes(place)) return place
  const replica = topology.nodes.find(({ shard, id }) => shard >= 0 && places.includes(`node ${id}`))
  return replica ? `node ${replica.id}` : places.at(0)
}
/** null: there is no such place, or a side has nobody. */
export function commandOfPart(part: FaultPart, topology: Topology): Command | null {
  const { kind, strength, way, side, from } = part
  if (kind === 'partition') {
    const command = partitionCommand(topology, side.filter(isIn(placesFor(kind, topology))).map(targetAt), from)
    return command.kind === 'partition' && command.groups.every(({ length }) => length > 0) ? command : null
  }
  const place = placeOfPart(part, topology)
  return place === undefined ? null : handCommand(kind, place, strength === '' ? NaN : Number(strength), way)
}
/** What names it rightly: a partition may be named at the one place that is parted, which is isolated where that is from everything. */
export function causesOfPart({ kind, side, from }: FaultPart, command: Command): Cause[] {
  if (kind !== 'partition' || side.length !== 1) return [causeOf(command)]
  const [where] = side
  const isolated: Cause[] = from === 'everything' ? [{ kind: 'isolate', where }] : []
  return [causeOf(command), { kind, where }, ...isolated]
}
const isIn =
  (places: readonly string[]) =>
  (place: string): boolean =>
    places.includes(place)

/** Where such a fault can be, as a diagnosis names places. Only what others lean on can degrade. */
export function placesFor(kind: HandFault, topology: Topology): string[] {
  const places = placesOf(topology).filter((place) => place.startsWith('link ') === isOnLinks(kind))
  if (kind !== 'degrade') return places
  const dependencies = topology.groups.filter(({ role }) => role === 'dependency')
  const names = new Set(
    dependencies.flatMap(({ id, nodes }) => [`group ${id}`, ...nodes.map((node) => `node ${topology.nodes[node].id}`)]),
  )
  return places.filter((place) => names.has(place))
}

const JITTER_US = 50_000
/** `strength`: in the kind's unit; what is beyond its bounds counts as the bound. */
export function handCommand(kind: Placed, place: string, strength: number, way: Way = 'both'): Command {
  const bounds = strengthOf(kind)
  const much = bounds
    ? Math.min(bounds.most, Math.max(bounds.least, Number.isFinite(strength) ? strength : bounds.usual))
    : 0
  if (isOnLinks(kind)) return linkCommand(kind, linkAt(place, way), much)
  const target = targetAt(place)
  switch (kind) {
    case 'slow':
      return { kind, target, factor: much }
    case 'offsetClock':
      return { kind, target, offsetUs: Math.round(much * 1_000) }
    case 'jumpClock':
      return { kind, target, byUs: Math.round(much * 1_000) }
    case 'driftClock':
      return { kind, target, ppm: much }
    case 'degrade':
      return { kind, target, errorRate: much / 100 }
    default:
      return { kind, target }
  }
}
function linkCommand(kind: keyof typeof ON_LINKS, link: LinkTarget, much: number): Command {
  switch (kind) {
    case 'cut':
      return { kind, link }
    case 'delay':
      return { kind, link, addedUs: Math.round(much * 1_000) }
    case 'reorder':
      return { kind, link, probability: much / 100, byUs: JITTER_US }
    case 'limit':
      return { kind, link, bytesPerSecond: much * 1_000 }
    case 'flap':
      return { kind, link, upUs: Math.round(much * 1e6), downUs: Math.round(much * 1e6) }
    default:
      return { kind, link, probability: much / 100 }
  }
}
/** node db-1, shard 2, zone north, group api. */
function targetAt(place: string): NodeTarget {
  const [what, ...rest] = place.split(' ')
  const name = rest.join(' ')
  if (what === 'shard') return { shard: Number(name) }
  if (what === 'zone') return { zone: name }
  return what === 'group' ? { group: name } : { node: name }
}
function linkAt(place: string, way: Way): LinkTarget {
  const ends = place.replace(/^link /, '').split('>')
  const [from, to = ''] = way === 'back' ? ends.reverse() : ends
  const link = { from: targetAt(from), to: targetAt(to) }
  return way === 'both' ? link : { ...link, oneWay: true }
}
