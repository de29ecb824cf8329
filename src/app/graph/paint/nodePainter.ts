/**
 * Nodes and breakers are SVG, so that they can be focused and read; this sets their attributes, each only when it has
 * changed. The ring is its utilisation, the bars its queue; the words say what else there is (down, behind, clock, how
 * many of a group): above a replica, below the name of anything larger.
 */
import { NODE_FLAG, OFFICE } from '../../../lab/protocol'
import { words } from '../../words'
import type { Box } from '../map/boxes'
import type { MapLayout } from '../map/layout'
import { spokenName } from '../map/boxes'
import type { NodeState } from '../map/nodeState'
import { emptyState, readState, stateCodes } from '../map/nodeState'

interface Parts {
  box: Box
  element: Element
  ring: Element | null
  bars: Element | null
  badge: Element | null
  sub: Element | null
  last: {
    state: string
    office: number
    term: number
    line: number
    ring: number
    bars: number
    badge: string
    sub: string
  }
}
const state: NodeState = emptyState()
const RING_STEPS = 48

export class NodePainter {
  private parts: Parts[] = []

  /** Finds the parts of every box below `root`: elements with data-box = the box's index. */
  bind(root: Element, { boxes }: MapLayout): void {
    this.parts = []
    for (const element of root.querySelectorAll('[data-box]')) {
      const index = Number(element.getAttribute('data-box'))
      const box = boxes[index]
      if (!box) continue
      const part = (name: string): Element | null => element.querySelector(`.${name}`)
      this.parts.push({
        box,
        element,
        ring: part('ring'),
        bars: part('queue-bar'),
        badge: part('badge'),
        sub: part('sub'),
        last: { state: '', office: -1, term: -1, line: -1, ring: -1, bars: -1, badge: '-', sub: '-' },
      })
    }
  }

  paint(nodes: Float32Array): void {
    if (nodes.length === 0) return
    for (const part of this.parts) {
      readState(nodes, part.box.nodes, state)
      this.one(part, state)
    }
  }

  private one(part: Parts, s: NodeState): void {
    const { last } = part
    const codes = drawnCodes(part.box, s)
    const bars = barsFor(s)
    const line = 10 * s.deadLetters + bars // what is said of the line: not every job that comes and goes
    if (codes !== last.state || s.office !== last.office || s.term !== last.term || line !== last.line) {
      part.element.setAttribute('data-state', (last.state = codes))
      last.line = line
      last.office = s.office
      last.term = s.term
      const name = spokenName(part.box)
      part.element.setAttribute('aria-label', words().graph.nodeLabel(name, part.box.role, stateCodes(s), s))
    }
    const ring = s.flags & NODE_FLAG.down ? 0 : Math.round(Math.min(1, s.utilisation) * RING_STEPS)
    if (part.ring && ring !== last.ring) {
      part.ring.setAttribute('stroke-dasharray', `${(last.ring = ring) / RING_STEPS} 2`)
    }
    if (part.bars && bars !== last.bars) part.bars.setAttribute('data-bars', String((last.bars = bars)))
    const badge = badgeOf(part.box, s)
    if (part.badge && badge !== last.badge) part.badge.textContent = last.badge = badge
    const sub = part.badge || badge === '' ? subOf(part.box, s) : badge
    if (part.sub && sub !== last.sub) {
      part.sub.textContent = last.sub = sub
      part.sub.classList.toggle('is-state', badge !== '')
    }
  }
}

/** Fills the picture of a line of which no limit is known. */
const LONG_LINE = 1_000

/** A queue's filling in eight steps; anything waiting shows at least one. */
export function barsFor(s: Pick<NodeState, 'queueDepth' | 'queueLimit' | 'waiting'>): number {
  const waiting = s.queueDepth + s.waiting
  if (waiting < 0.5) return 0
  const share = s.queueLimit > 0 ? waiting / s.queueLimit : waiting > SAID_FROM ? waiting / LONG_LINE : 0
  return Math.max(1, Math.min(8, Math.ceil(Math.sqrt(share) * 8)))
}

/** One replica that takes its group's writes. */
const leads = (s: NodeState): boolean => s.of === 1 && s.down === 0 && s.office >= OFFICE.leader

/** A shard's own box is only hollow when all of it is down; its replicas say the rest. */
function drawnCodes(box: Box, s: NodeState): string {
  const codes: string[] = stateCodes(s)
  if (box.kind === 'shard') return codes.includes('down') ? 'down' : 'ok'
  if (leads(s)) codes.push('leads')
  if (box.kind !== 'group' && s.office === OFFICE.candidate && s.down === 0) codes.push('stands')
  if (s.behindKeys > 0) codes.push('behind')
  return codes.join(' ')
}

function badgeOf(box: Box, s: NodeState): string {
  const say = words().graph.onNode
  if (box.kind === 'shard') return ''
  if (s.down > 0 && s.of > 1) return say.partlyDown(s.down, s.of)
  if (s.down > 0) return box.kind === 'replica' ? '' : say.down
  if (s.behindKeys > 0) return box.kind === 'replica' ? say.behindShort(s.behindKeys) : say.behind(s.behindKeys)
  if (s.anyFlags & NODE_FLAG.clockOff) return say.clock(s.clockOffsetUs, box.kind === 'replica')
  if (box.kind === 'replica') return leads(s) ? say.term(s.office === OFFICE.primary, s.term) : ''
  if (s.anyFlags & NODE_FLAG.stalled) return say.stalled
  if (s.anyFlags & NODE_FLAG.slow) return say.slow(s.slowFactor)
  if (s.anyFlags & NODE_FLAG.degraded) return say.degraded
  return ''
}

/** A few waiting are everyday life: the bars beside the node are enough for them. */
const SAID_FROM = 8

/** Whether it takes part: no trouble, and said quietly. */
function dutyOf(s: NodeState): string {
  const say = words().graph.onNode
  if (s.flags & NODE_FLAG.standsBy) return say.standsBy
  if (s.flags & NODE_FLAG.boots) return say.boots
  return s.flags & NODE_FLAG.drains ? say.drains : ''
}

/** Under the name: what the clients ask for, what waits elsewhere. */
function subOf(box: Box, s: NodeState): string {
  const say = words().graph.onNode
  if (box.role === 'clients') return say.perSecond(s.perSecond)
  if (leads(s)) return say.leads(s.office === OFFICE.primary, s.term)
  const duty = dutyOf(s)
  if (duty !== '') return duty
  if (s.waiting + s.deadLetters > 0) return say.line(s.waiting, s.oldestUs, s.deadLetters)
  return s.queueDepth >= (box.role === 'queue' ? 1 : SAID_FROM) ? say.waiting(s.queueDepth) : ''
}
