/** What a room holds back of the lab: its clock, acts, code. Small, for the lab asks it at every turn; rooms themselves load on demand. */
import { create } from 'zustand'

export interface RoomHold {
  frozen: boolean
  /** No acts, and no code. */
  faults: boolean
  code: boolean
}
export const useRoomHold = create<RoomHold>()(() => ({ frozen: false, faults: false, code: false }))
