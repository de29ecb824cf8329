/**
 * A trace without what was concealed: it shows that something was lost or took its time, and not that a link had been cut or held, or that
 * a node stood still. What only an outsider knows who did it, no trace tells.
 */
import type { RecordRow, Story, Trace } from '../telemetry'
import { causeOf } from './causes'
import type { Player } from './player'

/** By what a story tells: the trouble behind it, and what it tells where that is concealed. */
const HIDDEN: Partial<Record<Story['code'], { trouble: string; instead: Story['code'] }>> = {
  linkCut: { trouble: 'cut', instead: 'messageLost' },
  nodeStalled: { trouble: 'stalled', instead: 'noReply' },
  held: { trouble: 'held', instead: 'onTheWay' },
}

export function traceShown(trace: Trace, player: Player): Trace {
  if (!hasConcealed(player)) return trace
  const hidesLink = (code: string, link: number, untilUs: number): boolean =>
    causeOf(player, code, { link, untilUs })?.concealed === true
  const stood = (node: number, untilUs: number): boolean =>
    causeOf(player, 'stalled', { node, untilUs })?.concealed === true
  return {
    ...trace,
    spans: trace.spans.map((span) => {
      const { link, node, endUs, attributes } = span
      const { held, reason, ...rest } = attributes
      if (held === 1 && hidesLink('held', link, endUs)) return { ...span, attributes: rest }
      if (reason === 'cut' && hidesLink('cut', link, endUs)) return { ...span, attributes: { ...rest, reason: 'lost' } }
      if (reason === 'stalled' && stood(node, endUs)) return { ...span, attributes: { ...rest, reason: 'others' } }
      return span
    }),
    path: trace.path.map((step) =>
      step.reason === 'stalled' && stood(step.node, step.toUs) ? { ...step, reason: 'others' } : step,
    ),
    story: trace.story && storyShown(trace.story, trace, player),
  }
}

function storyShown(story: Story, { spans: [root] }: Trace, player: Player): Story {
  const hidden = HIDDEN[story.code]
  if (!hidden) return story
  const { from = -1, to = -1, node = -1 } = story.params
  const link = player.world.cluster.links.find((one) => one.from.index === from && one.to.index === to)
  const place = link ? { link: link.index } : { node }
  const cause = causeOf(player, hidden.trouble, { ...place, untilUs: root.endUs })
  return cause?.concealed ? { ...story, code: hidden.instead } : story
}

/** Without those that tell of a link that holds back in secret. */
export function recordsShown(records: RecordRow[], player: Player): RecordRow[] {
  if (!hasConcealed(player)) return records
  return records.filter(
    ({ kind, link, atUs }) => kind !== 'held' || !causeOf(player, 'held', { link, untilUs: atUs })?.concealed,
  )
}

function hasConcealed(player: Player): boolean {
  return (
    (player.scenario.faults ?? []).some(({ concealed }) => concealed) ||
    player.applied().some(({ command }) => command.concealed)
  )
}
