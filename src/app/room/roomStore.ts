/** What the page knows of its room, as validated from the room's documents. Written by `session.ts` alone. */
import { create } from 'zustand'
import type { DigestBatch } from '../../classroom/digests'
import type { Answers } from '../../classroom/documents/answers'
import { readAnswers } from '../../classroom/documents/answers'
import type { HostPage } from '../../classroom/documents/host'
import { readHost } from '../../classroom/documents/host'
import type { Lead } from '../../classroom/documents/lead'
import { readLead } from '../../classroom/documents/lead'
import type { LearnerPage } from '../../classroom/documents/learner'
import { readLearner } from '../../classroom/documents/learner'
import type { Role } from '../../classroom/documents/names'
import type { Roster } from '../../classroom/documents/roster'
import { readRoster } from '../../classroom/documents/roster'
import type { Screen } from '../../classroom/documents/screen'
import { readScreen } from '../../classroom/documents/screen'
import type { Sequence } from '../../classroom/documents/sequence'
import { readSequence } from '../../classroom/documents/sequence'
import type { Refusal, ToPage } from '../../classroom/messages'
import type { RoomDocument, Saved } from './roomLine'

export interface Me {
  role: Role
  room: string
  id: string
  name: string
  /** What learners type; a host's and the projector's. */
  code: string | null
  returnCode: string | null
  /** A host's. */
  projector: string | null
}
/** Where the page stands: see roomFlow.ts. */
export type Stage = 'asking' | 'alone' | 'door' | 'entering' | 'in' | 'out'
export interface RoomState {
  stage: Stage
  refusal: Refusal | null // why the door stayed shut, or why one is out
  me: Me | null
  known: readonly RoomDocument[] // documents of which all is here that the server had
  here: boolean // the server is there; while it is away everything goes on
  saved: Saved
  /** The server's clock minus this machine's. */
  aheadMs: number
  lead: Lead
  host: HostPage
  screen: Screen
  roster: Roster
  answers: Answers
  sequence: Sequence
  mine: LearnerPage
  digests: { atMs: number; digests: DigestBatch }
  horizon: (ToPage & { say: 'horizon' }) | null
}
export const NOTHING_KNOWN = {
  me: null,
  known: [],
  here: false,
  saved: 'saved',
  lead: readLead({}),
  host: readHost({}),
  screen: readScreen({}),
  roster: readRoster({}),
  answers: readAnswers({}),
  sequence: readSequence({}),
  mine: readLearner({}),
  digests: { atMs: 0, digests: {} },
  horizon: null,
} as const
export const useRoom = create<RoomState>()(() => ({ stage: 'asking', refusal: null, aheadMs: 0, ...NOTHING_KNOWN }))

/** The server's time, by which the room's moments are stamped. */
export function roomNowMs(): number {
  return Date.now() + useRoom.getState().aheadMs
}
