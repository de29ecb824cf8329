/** The sentence's clauses in the words of the catalogue. */
import { useRoomHold } from '../roomHold'
import { words } from '../words'
import type { Clause, Sentence } from './sentence'

export function clauseWords(clause: Clause): string {
  const w = words()
  const { act } = clause
  if (act) {
    const who = useRoomHold.getState().whose?.(act)
    return w.shell.sentence.done({ ...clause.params, did: w.faults.did(act.command) }, who)
  }
  return w.shell.sentence.clause(clause.code, clause.params)
}

/** Whichever clause comes first begins a sentence, also where a node's name does. */
export const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function sentenceText({ cause, effects, mood }: Sentence): string {
  const join = words().shell.sentence.join
  return begun(
    (cause ? clauseWords(cause) + join.cause(mood, cause.code) : '') +
      effects.map(clauseWords).join(join.effects(cause?.code)) +
      '.',
  )
}
