/** The sentence's clauses in the words of the catalogue. */
import { useRoomHold } from '../roomHold'
import { words } from '../words'
import type { Clause, Sentence } from './sentence'

export function clauseWords(clause: Clause): string {
  const w = words()
  const isShared = useRoomHold.getState().shared !== null
  if (clause.command) return w.shell.sentence.yours({ ...clause.params, did: w.faults.did(clause.command) }, isShared)
  return w.shell.sentence.clause(clause.code, clause.params)
}

export function sentenceText({ cause, effects, mood }: Sentence): string {
  const join = words().shell.sentence.join
  return (
    (cause ? clauseWords(cause) + join.cause(mood, cause.code) : '') +
    effects.map(clauseWords).join(join.effects(cause?.code)) +
    '.'
  )
}
