/**
 * From a submission to the run that is judged: the assignment's own scenario and goals, and of the submission only what was done, where the
 * assignment lets it be done.
 */
import { FaultlineError } from '../../kernel'
import { attemptRun } from '../../lessons/attempt'
import { withOwn } from '../../lessons/labRun'
import type { Lesson } from '../../lessons/lesson'
import type { PolicyCodes } from '../../policies'
import type { RunValue } from '../../scenarios/run'
import { checkCodes } from '../../scenarios/savedRun'
import type { Scenario } from '../../scenarios/scenario'
import { scenarioOf } from '../../scenarios/scenarioOf'
import { validateScenario } from '../../scenarios/schema'
import { checkCommands } from '../../scenarios/schema/targets'
import type { OpenAssignment } from './open'
import type { Submission } from './submission'

/**
 * The run of a submission on the start's seed, and what it is judged for. Throws submission.otherAssignment, submission.act { kind, atS },
 * submission.contract { contract, atS }, submission.settings { group }, and what attempts, scenarios, commands and code are refused for.
 */
export function submittedRun({ digest, assignment, lesson }: OpenAssignment, submission: Submission): RunValue {
  if (submission.assignment !== digest) throw new FaultlineError('submission.otherAssignment')
  for (const { atUs, command } of submission.commands) {
    const atS = atUs / 1e6
    if (command.kind === 'setPolicy') {
      if (!assignment.contracts.includes(command.contract))
        throw new FaultlineError('submission.contract', { contract: command.contract, atS })
    } else if (
      command.kind === 'stopPolicy' ? !stopsItsOwn(submission, command.code) : !assignment.acts.includes(command.kind)
    )
      throw new FaultlineError('submission.act', { kind: command.kind, atS })
  }
  const unknown = Object.keys(submission.choices).find((id) => lesson.spec.choices.every((one) => one.id !== id))
  if (unknown !== undefined) throw new FaultlineError('submission.choice', { got: unknown })
  const base = withReplication(lesson, attemptRun(lesson, { choices: submission.choices }), submission)
  const own = submission.commands.map((one) => ({ ...one, afterEvents: Number.MAX_SAFE_INTEGER }))
  const run = withOwn(base, own, usedCodes(submission))
  checkCodes(run.policies, run.commands, 'submission.invalid', 'commands')
  checkCommands(scenarioOf(run), run.commands)
  return run
}

/** Code of the learner's own that did not come to an end was stopped by the page; what the assignment brings may not be. */
function stopsItsOwn({ policies }: Submission, code: string): boolean {
  return Object.hasOwn(policies, code)
}

/** Only what some command sets; the rest of what is carried would be compiled for nothing. */
function usedCodes({ policies, commands }: Submission): PolicyCodes {
  const set = new Set(commands.map(({ command }) => (command.kind === 'setPolicy' ? command.code : null)))
  return Object.fromEntries(Object.entries(policies).filter(([id]) => set.has(id)))
}

function withReplication(lesson: Lesson, base: RunValue, { replication }: Submission): RunValue {
  const [first] = Object.keys(replication)
  if (first === undefined) return base
  const scenario: Scenario = typeof base.scenario === 'string' ? lesson.scenario : base.scenario
  const stores = scenario.groups.flatMap(({ id, role }) => (role === 'store' ? [id] : []))
  const refused = Object.keys(replication).find(
    (group) => !lesson.spec.controls.panels.includes('settings') || !stores.includes(group),
  )
  if (refused !== undefined) throw new FaultlineError('submission.settings', { group: refused })
  const groups = scenario.groups.map((group) =>
    Object.hasOwn(replication, group.id) ? { ...group, replication: replication[group.id] } : group,
  )
  return { ...base, scenario: validateScenario({ ...scenario, groups }) }
}
