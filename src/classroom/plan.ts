/**
 * A plan of a lesson as a file: { faultlinePlan: 1, title, steps }. Each step says what the teacher's page does at one click; it is
 * rehearsed with `--rehearse N`, where bots fill the room.
 */
import * as v from 'valibot'
import type { Command } from '../cluster/command'
import { FaultlineError } from '../kernel'
import { parseJson } from '../scenarios/jsonText'
import type { Schema } from '../scenarios/schema/fields'
import { choice, flag, list, read, strict, text, whole } from '../scenarios/schema/fields'
import type { Cause } from './causes'
import { cause } from './causes'
import type { Given, Locks, Pace, VoteOption } from './documents/lead'
import { faultCommands, given, locks, pace, voteOptions } from './documents/lead'
import { localId, note, title } from './fields'
import { ROOM_LIMITS } from './limits'

const PLAN_VERSION = 1

export interface Plan {
  title: string
  steps: PlanStep[]
}
/** `minutes`: how long the teacher means to stay there; `note`: for the teacher's eyes. */
export type PlanStep = { title: string; note: string; minutes: number } & (
  | { do: 'say' } // nothing but words
  | { do: 'give'; given: Given } // to all
  | { do: 'pace'; pace: Pace | null }
  | { do: 'freeze'; frozen: boolean }
  | { do: 'lock'; locks: Locks }
  | { do: 'ask'; text: string; options: VoteOption[]; right: string | null }
  | { do: 'inject'; commands: Command[]; concealed: boolean; causes: Cause[] }
  | { do: 'share'; link: string } // one cluster for all
)

const common = { title, note, minutes: whole(0, 240) }
const step: Schema<PlanStep> = choice('do', [
  strict({ ...common, do: v.literal('say') }),
  strict({ ...common, do: v.literal('give'), given }),
  strict({ ...common, do: v.literal('pace'), pace }),
  strict({ ...common, do: v.literal('freeze'), frozen: flag }),
  strict({ ...common, do: v.literal('lock'), locks }),
  strict({
    ...common,
    do: v.literal('ask'),
    text: text(ROOM_LIMITS.questionCharacters),
    options: voteOptions,
    right: v.nullable(localId),
  }),
  strict({
    ...common,
    do: v.literal('inject'),
    commands: faultCommands,
    concealed: flag,
    causes: list(cause, 0, ROOM_LIMITS.commandsOfFault),
  }),
  strict({ ...common, do: v.literal('share'), link: text(ROOM_LIMITS.linkCharacters) }),
])
export const plan: Schema<Plan> = strict({ title, steps: list(step, 1, ROOM_LIMITS.planSteps) })

/** Throws plan.text, plan.version, plan.invalid. */
export function planFromText(textOfFile: string): Plan {
  const value = parseJson(textOfFile, 'plan.text')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FaultlineError('plan.invalid', {
      field: '',
      problem: 'wrongType',
      allowed: '{ faultlinePlan, … }',
      got: '',
    })
  const { faultlinePlan, ...rest } = value as Record<string, unknown>
  if (faultlinePlan !== PLAN_VERSION)
    throw new FaultlineError('plan.version', { allowed: PLAN_VERSION, got: String(faultlinePlan).slice(0, 20) })
  return read(plan, rest, 'plan.invalid', ROOM_LIMITS.linkCharacters)
}
export function planText(value: Plan): string {
  return `${JSON.stringify({ faultlinePlan: PLAN_VERSION, ...value }, null, 2)}\n`
}
