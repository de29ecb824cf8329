/**
 * What a submission's work comes to, so that the same work under two ids is told: code without comments, spacing, types and the names of its
 * own, with choices, settings, acts and answers beside it.
 */
import { policyShape } from '../../policies/compiler/shape'
import type { Lesson } from '../../lessons/lesson'
import { digestOf } from './digests'
import type { Submission } from './submission'

export interface Work {
  digest: string
  /** Nothing was written or done by hand: whoever chose the same has the same work. */
  chosenOnly: boolean
}

export function workOf({ spec }: Lesson, submission: Submission): Work {
  const { replication, policies, commands, answers } = submission
  const choices = spec.choices.map(({ id, variants }) => [id, submission.choices[id] ?? variants[0].id])
  const shapes = Object.fromEntries(Object.entries(policies).map(([id, code]) => [id, policyShape(code)]))
  const done = commands.map(({ atUs, command }) =>
    command.kind === 'setPolicy' && command.code !== null
      ? { command: { ...command, code: shapes[command.code] ?? command.code } }
      : { atUs, command },
  )
  const ticked = Object.fromEntries(
    Object.entries(answers)
      .filter(([, options]) => options.length > 0)
      .map(([round, options]) => [round, [...options].sort()]),
  )
  return {
    digest: digestOf('work', { choices, replication, done, ticked }),
    chosenOnly: commands.length === 0,
  }
}
