/**
 * What is being watched, for the page to say and the map to mark: the thing that was chosen, then the request found there.
 * And the request that is followed at real time, so that it stays when its panel moves.
 */
import { create } from 'zustand'
import type { Selection } from '../store'
import type { Followed } from './followed'

export interface RequestId {
  client: number
  count: number
}
export interface Watched {
  selection: Selection
  request: RequestId | null // null: none has come by yet
}
export const useWatch = create<{ watched: Watched | null; followed: Followed | null }>()(() => ({
  watched: null,
  followed: null,
}))
