/**
 * What a node (or a group drawn as one) is like right now, from a frame: how it is drawn, and the codes that words and
 * verbs are made from. A group is as loaded as its average and shows how many of it are down.
 */
import { NODE_FLAG } from '../../../lab/protocol'
import { N, NODE_AT } from '../paint/latest'

export interface NodeState {
  flags: number // a flag is set when it is set on every node
  down: number // how many nodes are
  of: number
  utilisation: number
  queueDepth: number
  queueLimit: number
  clockOffsetUs: number
  slowFactor: number
  behindKeys: number
  perSecond: number
  anyFlags: number
  office: number // OFFICE; of several nodes the highest
  term: number
  waiting: number // jobs or entries in a line of its own
  oldestUs: number
  deadLetters: number
}

export const emptyState = (): NodeState => ({
  flags: 0,
  anyFlags: 0,
  down: 0,
  of: 0,
  utilisation: 0,
  queueDepth: 0,
  queueLimit: 0,
  clockOffsetUs: 0,
  slowFactor: 1,
  behindKeys: 0,
  perSecond: 0,
  office: 0,
  term: 0,
  waiting: 0,
  oldestUs: 0,
  deadLetters: 0,
})

/** Writes the state of `indices` into `out`; no allocation, for it runs while painting. */
export function readState(nodes: Float32Array, indices: readonly number[], out: NodeState): NodeState {
  let all = -1
  let any = 0
  out.down = out.utilisation = out.queueDepth = out.queueLimit = out.behindKeys = out.perSecond = 0
  out.clockOffsetUs = out.office = out.term = 0
  out.waiting = out.oldestUs = out.deadLetters = 0
  out.slowFactor = 1
  out.of = indices.length
  for (const index of indices) {
    const at = index * N
    const flags = nodes[at + NODE_AT.flags] | 0
    all &= flags
    any |= flags
    if (flags & NODE_FLAG.down) out.down++
    out.utilisation += nodes[at + NODE_AT.utilisation]
    out.queueDepth += nodes[at + NODE_AT.queueDepth]
    out.queueLimit += nodes[at + NODE_AT.queueLimit]
    out.behindKeys = Math.max(out.behindKeys, nodes[at + NODE_AT.behindKeys])
    out.perSecond += nodes[at + NODE_AT.perSecond]
    out.office = Math.max(out.office, nodes[at + NODE_AT.office])
    out.term = Math.max(out.term, nodes[at + NODE_AT.term])
    out.waiting += nodes[at + NODE_AT.waiting]
    out.oldestUs = Math.max(out.oldestUs, nodes[at + NODE_AT.oldestUs])
    out.deadLetters += nodes[at + NODE_AT.deadLetters]
    out.slowFactor = Math.max(out.slowFactor, nodes[at + NODE_AT.slowFactor])
    const offset = nodes[at + NODE_AT.clockOffsetUs]
    if (Math.abs(offset) > Math.abs(out.clockOffsetUs)) out.clockOffsetUs = offset
  }
  out.utilisation /= Math.max(1, indices.length)
  out.flags = all === -1 ? 0 : all
  out.anyFlags = any
  return out
}

/** What is no trouble: nothing is the matter, or it is as it was told to be. */
export const isQuiet = (code: NodeStateCode): boolean =>
  code === 'ok' || code === 'standsBy' || code === 'boots' || code === 'drains'

export type NodeStateCode = keyof typeof NODE_FLAG | 'busy' | 'ok'

/** Codes of what is wrong with it, worst first; ["ok"] when nothing is. Used for words and for drawing. */
export function stateCodes(s: NodeState): NodeStateCode[] {
  const codes: NodeStateCode[] = []
  for (const code of [
    'down',
    'diskLost',
    'stalled',
    'diskStalled',
    'joining',
    'slow',
    'degraded',
    'clockOff',
    'bare',
    'copying',
  ] as const)
    if ((code === 'down' ? s.flags : s.anyFlags) & NODE_FLAG[code]) codes.push(code)
  if (!codes.includes('down'))
    for (const code of ['standsBy', 'boots', 'drains'] as const) if (s.flags & NODE_FLAG[code]) codes.push(code)
  if (s.utilisation >= 0.85 && !codes.includes('down')) codes.push('busy')
  return codes.length > 0 ? codes : ['ok']
}
