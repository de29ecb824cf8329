/**
 * The things to try on a first visit, and whether each is done: predicates over the lab's status, by code, so that the
 * content stays data (lessons/first-steps). They point at what to do; they never do it.
 */
import type { Command } from '../../cluster/command'
import type { LabStatus } from '../../lab/protocol'
import content from '../../../lessons/first-steps/steps.json'

export type DoneWhen =
  | { code: 'commandGiven'; kinds: string[]; onNode?: boolean } // onNode: of a single node only
  | { code: 'branches'; atLeast: number }
  | { code: 'stale'; journey: string; atLeast: number }

export interface Step {
  code: string
  pointAt: string[] // selectors; the first that is on the page is pointed at
  act: string
  watch: string
  doneWhen: DoneWhen
}

export const FIRST_STEPS = { scenario: content.scenario, steps: content.steps as Step[] }

export function isDone(when: DoneWhen, status: LabStatus): boolean {
  switch (when.code) {
    case 'commandGiven':
      return status.branches.some((b) => b.commands.some(({ command }) => fits(when, command)))
    case 'branches':
      return status.branches.length >= when.atLeast
    case 'stale':
      return status.summary.some((s) => s.journey === when.journey && s.staleRatio >= when.atLeast)
  }
}

function fits(when: DoneWhen & { code: 'commandGiven' }, command: Command): boolean {
  if (!when.kinds.includes(command.kind) || command.concealed) return false // a hidden fault gives itself away nowhere
  return when.onNode !== true || ('target' in command && 'node' in command.target)
}
