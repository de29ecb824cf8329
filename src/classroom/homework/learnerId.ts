/** The id that a learner types: a name, a number, whatever the teacher asked for. Shown as text, compared without regard to case and spaces. */
import * as v from 'valibot'
import { isAsItLooks } from '../lookAlikes'

export const ID_CHARACTERS = 60

/** Characters that show nothing, or turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

/** As it is kept: composed, without spaces around it. */
export function trimmedId(typed: string): string {
  return typed.normalize('NFC').trim().replace(/\s+/gu, ' ')
}
/** The same for the same learner, however it was typed. */
export function idKey(id: string): string {
  return trimmedId(id.normalize('NFKC')).toLowerCase()
}
export function isLearnerId(id: string): boolean {
  return id.length >= 1 && id.length <= ID_CHARACTERS && !UNSEEN.test(id) && isAsItLooks(id) && trimmedId(id) === id
}

export const learnerId = v.pipe(
  v.string(`wrongType: 1 to ${ID_CHARACTERS}`),
  v.check(isLearnerId, `notName: 1 to ${ID_CHARACTERS} letters, digits, signs`),
)
