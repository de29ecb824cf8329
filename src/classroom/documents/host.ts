/** The hosts' own document: the plan of the lesson, the answers to concealed faults, notes. No learner can read it. */
import * as v from 'valibot'
import type { Schema } from '../../scenarios/schema/fields'
import { list, strict, whole } from '../../scenarios/schema/fields'
import type { Cause } from '../causes'
import { cause } from '../causes'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import { note, title } from '../fields'
import { ROOM_LIMITS } from '../limits'
import type { Plan } from '../plan'
import { plan } from '../plan'

/** What counts as the right diagnosis of a fault. */
export interface Answer {
  causes: Cause[]
  note: string
}
interface HostOnce {
  plan: Plan | null
  /** The step of the plan that is on; null: none. */
  step: number | null
  /** What the session is called in exports. */
  session: string
}
interface HostFamilies {
  /** By a fault's id in the lead document. */
  answer: Answer
  /** About a learner. */
  note: string
}

const answer: Schema<Answer> = strict({ causes: list(cause, 0, ROOM_LIMITS.commandsOfFault), note })
export const HOST: Shape<HostOnce, HostFamilies> = {
  one: {
    plan: v.nullable(plan),
    step: v.nullable(whole(0, ROOM_LIMITS.planSteps)),
    session: title,
  },
  many: {
    answer: { name: /^[a-z][a-z0-9-]{0,39}$/i, value: answer },
    note: { name: /^l[a-z2-7]{12}$/, value: note },
  },
}
export type HostPage = Contents<HostOnce, HostFamilies>
export function readHost(entries: unknown): HostPage {
  return readEntries(HOST, entries)
}
