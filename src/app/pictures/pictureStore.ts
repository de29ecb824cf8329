/** Which picture of the store stands beside the graph, and of which shard. */
import { create } from 'zustand'
import type { Topology } from '../../lab/protocol'
import type { ModeName } from '../../scenarios/modes'
import type { Selection } from '../store'

export type PictureName = 'map' | 'log' | 'versions' | 'clocks' | 'locks' | 'promises'

/** What a mode has to show, in the order of the tabs. */
const OF_MODE: Record<ModeName, readonly PictureName[]> = {
  quorum: ['map', 'versions'],
  dynamo: ['map', 'versions'],
  multileader: ['map', 'versions'],
  crdt: ['map', 'versions'],
  program: ['map', 'versions'],
  primary: ['map', 'log', 'versions'],
  raft: ['map', 'log', 'versions'],
  spanner: ['map', 'log', 'versions', 'clocks', 'locks'],
  twoPhaseCommit: ['map', 'versions', 'locks'],
}
export function picturesOf(mode: ModeName): PictureName[] {
  return [...OF_MODE[mode], 'promises']
}

export interface Pictures {
  open: boolean
  picture: PictureName
  shard: number
  logTo: number | null // newest entry of the log to show; null: the newest
}
export const usePictures = create<Pictures>()(() => ({ open: false, picture: 'map', shard: 0, logTo: null }))

export function showPicture(picture: PictureName): void {
  usePictures.setState({ open: true, picture })
}
export function closePictures(): void {
  usePictures.setState({ open: false })
}
/** The picture shown last; of a mode that does not have it, the one that says most. */
export function shownPicture(picture: PictureName, mode: ModeName): PictureName {
  const all = picturesOf(mode)
  return all.includes(picture) ? picture : all[1]
}

/** The shard that a selection is about; −1: none. */
export function shardOf(selection: Selection | null, topology: Topology): number {
  if (selection?.kind === 'shard') return selection.shard
  return selection?.kind === 'node' ? topology.nodes[selection.node].shard : -1
}
