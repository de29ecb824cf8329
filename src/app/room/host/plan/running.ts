/** What a step of the plan does at its click. */
import type { Plan, PlanStep } from '../../../../classroom/plan'
import type { Vote } from '../../../../classroom/documents/lead'
import { roomNowMs, useRoom } from '../../roomStore'
import { act, useHostView, write } from '../hostStore'
import type { Tab } from '../hostStore'
import { inflict } from '../inflicting'
import { giving, stepWrites } from '../leading'

/** Where the teacher wants to be after it. */
const TABS: Partial<Record<PlanStep['do'], Tab>> = { ask: 'votes', inject: 'faults', share: 'shared' }
const SHARED_END_US = 3_600_000_000

/** False where the server refused, which is told. */
export async function runStep(plan: Plan, index: number): Promise<boolean> {
  const step = plan.steps[index]
  const { lead } = useRoom.getState()
  const nowMs = Math.round(roomNowMs())
  const writes = stepWrites(lead, step, nowMs)
  if (step.do === 'inject' && writes) {
    if (!(await inflict(lead, writes))) return false
  } else if (writes) write(writes)
  else if (step.do === 'share' && !(await startShared(step.link, SHARED_END_US, 1))) return false
  write([['host', 'step', index]])
  const tab = TABS[step.do]
  if (tab) useHostView.setState({ tab })
  return true
}

/** Starts it, and gives it to everybody; false where the server refused, which is told. */
export async function startShared(link: string, endUs: number, pace: number): Promise<boolean> {
  if (!(await act({ do: 'share', link, endUs, pace }))) return false
  write(giving(useRoom.getState().lead, { kind: 'shared' }, { to: 'all' }, Math.round(roomNowMs())))
  return true
}

/** The option that the plan says is right, of a vote that came from it. */
export function plannedRight(plan: Plan | null, { text, options }: Pick<Vote, 'text' | 'options'>): string | null {
  const step = plan?.steps.find((one) => one.do === 'ask' && one.text === text)
  if (step?.do !== 'ask' || step.right === null) return null
  return options.some(({ id }) => id === step.right) ? step.right : null
}
