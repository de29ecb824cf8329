/** A handler of a replica's program run once more, of no run: in place of its replica stands what it saw of one. */
import { IntTable } from '../../kernel'
import type { ExplainedOutcome, LoadedPolicy } from '../../policies'
import { Refusals } from '../../policies'
import type { Running } from '../../protocols/program/replica'
import { runWith } from '../../protocols/program/replica'
import { newState } from '../../protocols/program/state'
import { withDraws } from './draws'
import { HandlerNotes } from './handlerNotes'
import type { HandlerContext } from './told'

/** Its answer is what it wished for: Wish[]. */
export function handlerAgain(
  policy: LoadedPolicy,
  context: HandlerContext,
  state: unknown,
  draws: readonly number[],
): ExplainedOutcome {
  const { handler, message, timer } = context
  const subject = handler === 'onMessage' ? message : timer
  const refusals = new Refusals(policy)
  return runWith(standIn(context, draws, refusals), (replica) => {
    const notes = new HandlerNotes(handler, replica, subject)
    const explained = policy.explainHandler(handler, notes.replica, state, subject)
    if (!explained.ok) return explained
    const fault = refusals.first
    return fault ? { ...explained, ok: false, fault } : { ...explained, answer: notes.wishes }
  })
}

function standIn(
  { me, replicas, nowUs, held, kept }: HandlerContext,
  draws: readonly number[],
  program: Refusals,
): Running {
  const table = new IntTable()
  for (const [name, { value, version }] of Object.entries(held))
    if (version > 0) table.set(Number(name), version, value)
  return {
    ...{ nowUs, me, members: Array.from({ length: replicas }, (_, i) => i), program },
    luck: withDraws({}, draws),
    state: { ...newState(), table, facts: { ...kept } },
    batch: { token: 0, effects: [], cells: [], facts: [], origin: -1, count: 0, path: 0 },
    ...{ timers: [], answered: new Set() },
    applied: () => undefined,
  }
}
