/** What the judge of a submission is asked, and how it is asked: by the command, and by the page, which does not carry the judge itself. */
import type { Hand } from '../../lab/crew'
import { FaultlineError } from '../../kernel'
import type { OpenAssignment } from './open'
import type { Refused, Verdict } from './rows'
import { NOTHING_KNOWN } from './rows'

export type JudgeRequest = { ask: 'read'; open: OpenAssignment; bytes: Uint8Array } | { ask: 'judge'; hidden: number[] }
export type JudgeAnswer = { is: 'read'; verdict: Verdict } | { is: 'judged'; verdict: Verdict }
export type JudgeHand = Hand<JudgeRequest, JudgeAnswer>

export function refusedBy({ code, params }: FaultlineError): Refused {
  return { code, params: { ...params } }
}

/**
 * From whoever asks: one file through one hand. `hiddenFor`: the learner's hidden seeds. Where the hand dies, it is refused for what the hand
 * says of it, a FaultlineError, else for judge.crashed.
 */
export async function judgeFile(
  hand: JudgeHand,
  request: Omit<JudgeRequest & { ask: 'read' }, 'ask'>,
  hiddenFor: (id: string) => number[],
): Promise<Verdict> {
  let known = NOTHING_KNOWN
  try {
    const { verdict } = await hand.ask({ ask: 'read', ...request })
    known = verdict
    if (verdict.refused || verdict.id === null) return verdict
    return (await hand.ask({ ask: 'judge', hidden: hiddenFor(verdict.id) })).verdict
  } catch (error) {
    const refused = error instanceof FaultlineError ? refusedBy(error) : { code: 'judge.crashed', params: {} }
    return { ...known, refused }
  } finally {
    hand.dismiss()
  }
}
