/**
 * The verbs: what can be done to what is selected, as commands. One registry for the page: the toolbar beside the
 * selection, the inspector, the bottom sheet, the table's rows, the letter keys and the palette all read it. Labels are
 * words().graph.verb[code]. A verb of repair takes the place of its fault once that is in force.
 */
import type { Command, LinkTarget, NodeTarget } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import { BREAKER, LINK_FLAG, NODE_FLAG } from '../../../lab/protocol'
import { admits } from '../../lessonMode'
import { L, LINK_AT, N, NODE_AT } from '../paint/latest'
import type { Selection } from '../../store'
import type { words } from '../../words'
import { linksBetween, nodesOfTarget } from './targets'

export type VerbCode = keyof ReturnType<typeof words>['graph']['verb']
export interface Verb {
  code: VerbCode
  key: string // one letter; '' for none
  command: Command
  first: boolean // shown at once; the rest unfolds
}
/** What verbs depend on: the newest frame's fields. Without one, faults are offered and repairs are not. */
export interface StateNow {
  nodes: Float32Array
  links: Float32Array
}

/** Verbs for a selection, the most telling first, in a lesson only its own. Empty for an operation: it is looked at, not acted on. */
export function verbsFor(selection: Selection | null, t: Topology, now: StateNow): Verb[] {
  return allVerbs(selection, t, now).filter(({ command }) => admits(command.kind))
}

function allVerbs(selection: Selection | null, t: Topology, now: StateNow): Verb[] {
  switch (selection?.kind) {
    case 'node':
      return nodeVerbs({ node: t.nodes[selection.node].id }, t, now)
    case 'shard':
      return [
        ...nodeVerbs({ shard: selection.shard }, t, now),
        ...(t.reshards ? [verb('removeShard', '', { kind: 'removeShard', shard: selection.shard }, false)] : []),
      ]
    case 'zone':
      return nodeVerbs({ zone: selection.zone }, t, now)
    case 'group': {
      const isStore = t.groups.some(({ id, role }) => id === selection.group && role === 'store')
      return [
        ...(t.reshards && isStore ? [verb('addShard', 'A', { kind: 'addShard' })] : []),
        ...nodeVerbs({ group: selection.group }, t, now),
      ]
    }
    case 'link': {
      const { from, to } = t.links[selection.link]
      return edgeVerbs({ node: t.nodes[from].id }, { node: t.nodes[to].id }, t, now)
    }
    case 'edge':
      return edgeVerbs(selection.from, selection.to, t, now)
    case 'message':
      return [
        verb('drop', 'X', { kind: 'dropMessage', message: selection.message }),
        verb('delay', 'D', { kind: 'delayMessage', message: selection.message, byUs: 80_000 }),
        verb('hold', 'E', { kind: 'holdMessage', message: selection.message }),
        verb('release', 'R', { kind: 'releaseMessage', message: selection.message }, false),
      ]
    default:
      return []
  }
}

function verb(code: VerbCode, key: string, command: Command, first = true): Verb {
  return { code, key, command, first }
}

function nodeVerbs(target: NodeTarget, t: Topology, now: StateNow): Verb[] {
  const nodes = nodesOfTarget(t, target)
  const flag = (name: keyof typeof NODE_FLAG): boolean =>
    nodes.some((n) => (now.nodes[n * N + NODE_AT.flags] & NODE_FLAG[name]) !== 0)
  const every = (name: keyof typeof NODE_FLAG): boolean =>
    nodes.length > 0 && nodes.every((n) => (now.nodes[n * N + NODE_AT.flags] & NODE_FLAG[name]) !== 0)
  const roles = new Set(nodes.map((n) => t.nodes[n].role))
  const killCode: VerbCode =
    'node' in target ? 'kill' : 'shard' in target ? 'killShard' : 'zone' in target ? 'killZone' : 'killAll'
  const verbs: Verb[] = membershipVerbs(target, nodes, t, every)
  if (!every('down')) verbs.push(verb(killCode, 'K', { kind: 'kill', target }))
  if (flag('down')) verbs.push(verb('restart', 'R', { kind: 'restart', target }))
  if (!every('down'))
    verbs.push(
      flag('stalled') ? verb('resume', 'P', { kind: 'resume', target }) : verb('stall', 'P', { kind: 'stall', target }),
    )
  if (!every('down'))
    verbs.push(
      flag('slow')
        ? verb('unslow', 'S', { kind: 'slow', target, factor: 1 })
        : verb('slow', 'S', { kind: 'slow', target, factor: 10 }),
    )
  verbs.push(...peerVerbs(target, t, now))
  const around = t.links.filter((l) => nodes.includes(l.from) !== nodes.includes(l.to))
  const cut = around.filter((l) => (now.links[l.index * L + LINK_AT.flags] & LINK_FLAG.cut) !== 0)
  if (around.length > 0 && cut.length < around.length) verbs.push(verb('isolate', 'I', { kind: 'isolate', target }))
  if (cut.length > 0) verbs.push(verb('healAll', 'H', { kind: 'healAll' }))
  if (nodes.some((n) => now.nodes[n * N + NODE_AT.deadLetters] > 0))
    verbs.push(verb('redrive', 'V', { kind: 'redrive', target }))
  if (roles.has('dependency')) verbs.push(degradeVerb(target, flag('degraded')))
  return [
    ...verbs,
    ...rarer(target, nodes, flag, now, roles),
    ...flagVerbs(t, roles, flag),
    ...breakersOf(nodes, t, now),
  ]
}

/** Feature flags are of every service that has the feature, whichever is selected. */
function flagVerbs(t: Topology, roles: Set<string>, has: (name: keyof typeof NODE_FLAG) => boolean): Verb[] {
  if (!roles.has('api')) return []
  return t.features.map((flag) => {
    const isOff = has(flag === 'recommendations' ? 'bare' : 'copying')
    return verb(`${flag}${isOff ? 'On' : 'Off'}`, '', { kind: 'setFlag', flag, on: isOff }, isOff)
  })
}

/** Of a group that can grow, or one of its instances: add and drain. */
function membershipVerbs(
  target: NodeTarget,
  nodes: readonly number[],
  t: Topology,
  every: (name: keyof typeof NODE_FLAG) => boolean,
): Verb[] {
  const grows =
    nodes.length > 0 && nodes.every((n) => t.groups.some(({ id, grows }) => grows && id === t.nodes[n].group))
  if (!grows || every('down')) return []
  if ('group' in target) return [verb('addInstance', 'A', { kind: 'addInstance', target })]
  if (!('node' in target)) return []
  if (every('standsBy') || every('drains')) return [verb('addThis', 'A', { kind: 'addInstance', target })]
  const { group } = t.nodes[nodes[0]] // an open group is not a thing that can be selected
  return [
    verb('drainInstance', 'D', { kind: 'drainInstance', target }),
    verb('addInstance', 'A', { kind: 'addInstance', target: { group } }),
  ]
}

const DEGRADED = { errorRate: 0.5, addedUs: 200_000 }
function degradeVerb(target: NodeTarget, degraded: boolean): Verb {
  return degraded
    ? verb('repair', 'G', { kind: 'degrade', target, errorRate: 0, addedUs: 0 })
    : verb('degrade', 'G', { kind: 'degrade', target, ...DEGRADED })
}

/** A replica against the other replicas of its shard: those who call it still reach it. */
function peerVerbs(target: NodeTarget, t: Topology, now: StateNow): Verb[] {
  if (!('node' in target)) return []
  const node = t.nodes.find((n) => n.id === target.node)
  if (!node || node.shard < 0) return []
  const link: LinkTarget = { from: target, to: { shard: node.shard } }
  const peers = linksBetween(t, link.from, link.to)
  if (peers.length === 0) return []
  const cut = peers.every((l) => (now.links[l * L + LINK_AT.flags] & LINK_FLAG.cut) !== 0)
  return [cut ? verb('healPeers', 'X', { kind: 'heal', link }) : verb('cutPeers', 'X', { kind: 'cut', link })]
}

function rarer(
  target: NodeTarget,
  nodes: number[],
  flag: (name: keyof typeof NODE_FLAG) => boolean,
  now: StateNow,
  roles: Set<string>,
): Verb[] {
  const verbs: Verb[] = []
  const drifts = nodes.some((n) => now.nodes[n * N + NODE_AT.clockPpm] !== 0 && now.nodes.length > 0)
  if (roles.has('store') || roles.has('stream')) {
    verbs.push(
      flag('diskStalled')
        ? verb('resumeDisk', 'D', { kind: 'resumeDisk', target }, false)
        : verb('stallDisk', 'D', { kind: 'stallDisk', target }, false),
    )
    verbs.push(verb('killDisk', 'L', { kind: 'kill', target, loseDisk: true }, false))
  }
  verbs.push(
    flag('clockOff')
      ? verb('clockRight', 'C', { kind: 'offsetClock', target, offsetUs: 0 })
      : verb('clockAhead', 'C', { kind: 'offsetClock', target, offsetUs: 2_000_000 }, false),
    verb('jumpClock', 'J', { kind: 'jumpClock', target, byUs: -500_000 }, false),
    drifts
      ? verb('stopDrift', 'F', { kind: 'driftClock', target, ppm: 0 })
      : verb('driftClock', 'F', { kind: 'driftClock', target, ppm: 200 }, false),
  )
  return verbs
}

function edgeVerbs(from: NodeTarget, to: NodeTarget, t: Topology, now: StateNow): Verb[] {
  const link: LinkTarget = { from, to }
  const links = linksBetween(t, from, to)
  const flags = links.reduce((all, l) => all | now.links[l * L + LINK_AT.flags], 0)
  const cut = links.length > 0 && links.every((l) => (now.links[l * L + LINK_AT.flags] & LINK_FLAG.cut) !== 0)
  const verbs: Verb[] = []
  if (!cut) verbs.push(verb('cut', 'X', { kind: 'cut', link }))
  if (flags !== 0) verbs.push(verb('heal', 'H', { kind: 'heal', link }))
  if (!cut) verbs.push(verb('cutOneWay', 'O', { kind: 'cut', link: { ...link, oneWay: true } }))
  verbs.push(
    verb('delay', 'D', { kind: 'delay', link, addedUs: 80_000 }),
    verb('lose', 'L', { kind: 'lose', link, probability: 0.2 }),
  )
  verbs.push(
    flags & LINK_FLAG.held
      ? verb('release', 'E', { kind: 'release', link })
      : verb('hold', 'E', { kind: 'hold', link }, false),
  )
  verbs.push(
    verb('flap', 'F', { kind: 'flap', link, upUs: 2_000_000, downUs: 1_000_000 }, false),
    verb('duplicate', 'U', { kind: 'duplicate', link, probability: 0.2 }, false),
    verb('reorder', 'M', { kind: 'reorder', link, probability: 0.2, byUs: 20_000 }, false),
    verb('limit', 'B', { kind: 'limit', link, bytesPerSecond: 20_000 }, false),
  )
  return [...breakerVerbs(links, t, now), ...verbs]
}

/** Breakers stand on the caller's side of its links to the called group. */
function breakerVerbs(links: number[], t: Topology, now: StateNow): Verb[] {
  const at = links.find((l) => now.links[l * L + LINK_AT.breaker] > 0)
  if (at === undefined) return []
  const target: NodeTarget = { node: t.nodes[t.links[at].from].id }
  const edge = t.nodes[t.links[at].to].group
  const state = now.links[at * L + LINK_AT.breaker]
  const verbs = [
    verb('tripBreaker', 'T', { kind: 'tripBreaker', target, edge }),
    verb('openBreaker', 'N', { kind: 'openBreaker', target, edge }, false),
    verb('closeBreaker', 'C', { kind: 'closeBreaker', target, edge }, false),
    verb('resetBreaker', 'R', { kind: 'resetBreaker', target, edge }, state > BREAKER.closed),
  ]
  return verbs.filter((v) => !DONE[v.code]?.includes(state))
}

/** Where a breaker is already, so that the verb would change nothing. */
const DONE: Partial<Record<VerbCode, number[]>> = {
  tripBreaker: [BREAKER.open],
  openBreaker: [BREAKER.forcedOpen],
  closeBreaker: [BREAKER.forcedClosed],
  resetBreaker: [BREAKER.closed],
}

/** On a caller that is selected by itself: the breakers on its links, without keys (its own letters go first). */
function breakersOf(nodes: number[], t: Topology, now: StateNow): Verb[] {
  if (nodes.length !== 1) return []
  const own = t.links.filter((l) => l.from === nodes[0]).map((l) => l.index)
  return breakerVerbs(own, t, now).map((v) => ({ ...v, key: v.code === 'tripBreaker' ? 'T' : '', first: false }))
}
