/** What came of each submission, a row each, and what only shows when they stand together: one id twice, one work under two ids. */
import type { GoalVerdict } from './judge'
import { idKey } from './learnerId'
import type { OwnCode } from './ownCode'
import type { Work } from './sameWork'
import type { Reported } from './submission'

export interface Refused {
  code: string
  params: Record<string, string | number>
}

/** What the judge of one submission says of it. */
export interface Verdict {
  id: string | null
  /** Why it was not judged; null: it was. */
  refused: Refused | null
  goals: GoalVerdict[]
  work: Work | null
  /** What came of code that was handed in; null: there was none, or it was not judged. */
  code: OwnCode | null
  /** The engine that its page had, where that is another one than judged it. */
  otherEngine: string | null
  reported: Reported | null
}
export interface Row extends Verdict {
  file: string
  /** `stoodIn`: all goals hold, but by what is built in, which stood in for code that was handed in. */
  result: 'holds' | 'stoodIn' | 'fails' | 'refused'
  /** Files of the same id. */
  sameId: string[]
  /** Ids (or files) of others with the same work. */
  sameWork: string[]
}

export const NOTHING_KNOWN: Verdict = {
  id: null,
  refused: null,
  goals: [],
  work: null,
  code: null,
  otherEngine: null,
  reported: null,
}

/** In the order in which they came. */
export function rowsOf(judged: readonly { file: string; verdict: Verdict }[]): Row[] {
  return judged.map(({ file, verdict }, i): Row => {
    const others = judged.filter((_, other) => other !== i)
    const isSame = (id: string | null): boolean => id !== null && verdict.id !== null && idKey(id) === idKey(verdict.id)
    return {
      file,
      ...verdict,
      result: resultOf(verdict),
      sameId: others.filter((other) => isSame(other.verdict.id)).map((other) => other.file),
      sameWork: others
        .filter(
          ({ verdict: other }) => verdict.work?.digest === other.work?.digest && verdict.work && !isSame(other.id),
        )
        .map((other) => other.verdict.id ?? other.file),
    }
  })
}
function resultOf({ refused, goals, code }: Verdict): Row['result'] {
  if (refused) return 'refused'
  if (!goals.every(holds)) return 'fails'
  return code && code.stoodInFor > 0 ? 'stoodIn' : 'holds'
}
function holds({ open, hidden }: GoalVerdict): boolean {
  return open.held === open.of && hidden.held === hidden.of
}
