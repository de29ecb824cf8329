/**
 * What the projector shows. Written by hosts, read by hosts and the projector; apart from the lead document, for the runs put side by
 * side may be long, and four hundred learners have no need of them.
 */
import * as v from 'valibot'
import type { Schema } from '../../scenarios/schema/fields'
import { choice, flag, list, strict } from '../../scenarios/schema/fields'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import { link, localId, title } from '../fields'
import { ROOM_LIMITS } from '../limits'

export interface ShownRun {
  title: string // what the teacher chose to say of whose it is
  link: string
}
/** Nothing here names a learner unless the teacher wrote it. */
export type Shown =
  | { show: 'join' } // code and QR
  | { show: 'tiles'; names: boolean }
  | { show: 'vote'; vote: string }
  | { show: 'diagnosis'; fault: string }
  | { show: 'runs'; runs: ShownRun[] }
  | { show: 'given' }
  | { show: 'shared' }
  | { show: 'blank' }

const shown: Schema<Shown> = choice('show', [
  strict({ show: v.literal('join') }),
  strict({ show: v.literal('tiles'), names: flag }),
  strict({ show: v.literal('vote'), vote: localId }),
  strict({ show: v.literal('diagnosis'), fault: localId }),
  strict({ show: v.literal('runs'), runs: list(strict({ title, link }), 1, ROOM_LIMITS.runsCompared) }),
  strict({ show: v.literal('given') }),
  strict({ show: v.literal('shared') }),
  strict({ show: v.literal('blank') }),
])
interface ScreenOnce {
  shown: Shown
  /** What the teacher has the projector say of a diagnosed fault: first, how many, medians; no more. */
  told: string | null
}
const SCREEN: Shape<ScreenOnce, object> = {
  one: { shown, told: v.nullable(title) },
  many: {},
}
export type Screen = Contents<ScreenOnce, object>
export function readScreen(entries: unknown): Screen {
  return readEntries(SCREEN, entries)
}
