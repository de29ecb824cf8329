/**
 * What may be said of a node or a link, without what was concealed: a fault that nobody is to know of is neither painted nor told, and what
 * it does can only be seen. That a node is dead anybody can see, and it stays to be seen.
 */
import type { ClusterNode, Link } from '../cluster'
import { causeOf } from './causes'
import type { Player } from './player'
import { LINK_FLAG, NODE_FLAG } from './protocol'

/** Flags of nodes and links with the trouble's code that each stands for, worst first. */
export const NODE_CODES: [number, string][] = [
  [NODE_FLAG.stalled, 'stalled'],
  [NODE_FLAG.diskStalled, 'diskStalled'],
  [NODE_FLAG.joining, 'joining'],
  [NODE_FLAG.slow, 'slow'],
  [NODE_FLAG.clockOff, 'clockOff'],
  [NODE_FLAG.degraded, 'degraded'],
]
export const LINK_CODES: [number, string][] = [
  [LINK_FLAG.cut, 'cut'],
  [LINK_FLAG.flapping, 'flapping'],
  [LINK_FLAG.held, 'held'],
  [LINK_FLAG.delayed, 'delayed'],
  [LINK_FLAG.lossy, 'lossy'],
  [LINK_FLAG.duplicating, 'duplicating'],
  [LINK_FLAG.reordering, 'reordering'],
  [LINK_FLAG.limited, 'limited'],
]

export const shownOfNode = (player: Player, node: number, flags: number): number =>
  shown(player, NODE_CODES, { node }, flags)
export const shownOfLink = (player: Player, link: number, flags: number): number =>
  shown(player, LINK_CODES, { link }, flags)

function shown(
  player: Player,
  codes: readonly (readonly [number, string])[],
  place: { node?: number; link?: number },
  flags: number,
): number {
  if (flags === 0) return flags
  return codes.reduce(
    (rest, [flag, code]) => ((rest & flag) !== 0 && causeOf(player, code, place)?.concealed ? rest & ~flag : rest),
    flags,
  )
}

/** What is wrong inside a node, as if what was concealed were not so. */
export function nodeAsShown(player: Player, node: ClusterNode) {
  const hides = (code: string): boolean => causeOf(player, code, { node: node.index })?.concealed === true
  const { stalled, slowFactor, diskStalled, clockOffsetUs, clockPpm, errorRate, addedUs } = node
  const hidesClock = (clockOffsetUs !== 0 || clockPpm !== 0) && hides('clockOff')
  const hidesErrors = (errorRate > 0 || addedUs > 0) && hides('degraded')
  return {
    stalled: stalled && !hides('stalled'),
    slowFactor: slowFactor !== 1 && hides('slow') ? 1 : slowFactor,
    diskStalled: diskStalled && !hides('diskStalled'),
    clockOffsetUs: hidesClock ? 0 : clockOffsetUs,
    clockPpm: hidesClock ? 0 : clockPpm,
    errorRate: hidesErrors ? 0 : errorRate,
    addedUs: hidesErrors ? 0 : addedUs,
  }
}

/** How a link is set, as if what was concealed were not so. */
export function linkAsShown(player: Player, link: Link) {
  const { base } = link
  const hides = (code: string): boolean => causeOf(player, code, { link: link.index })?.concealed === true
  const hidesHold = link.holding && hides('held')
  return {
    cut: link.cut && !hides('cut'),
    flaps: link.flapUpUs > 0 && !hides('flapping'),
    holding: link.holding && !hidesHold,
    heldMessages: hidesHold ? 0 : link.held.length,
    addedUs: link.addedUs > base.addedUs && hides('delayed') ? base.addedUs : link.addedUs,
    loss: link.loss > base.loss && hides('lossy') ? base.loss : link.loss,
    duplicate: link.duplicate > base.duplicate && hides('duplicating') ? base.duplicate : link.duplicate,
    reorder: link.reorder > 0 && hides('reordering') ? 0 : link.reorder,
    bytesPerSecond:
      link.bytesPerSecond !== base.bytesPerSecond && hides('limited') ? base.bytesPerSecond : link.bytesPerSecond,
  }
}
