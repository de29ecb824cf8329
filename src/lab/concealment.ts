/**
 * What a node's or a link's flags say of it, without what was concealed: a fault that nobody is to know of is not painted. That a node is
 * dead anybody can see, and it stays to be seen.
 */
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
