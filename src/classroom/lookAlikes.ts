/** Text of strangers that may not be what it looks like: two names that nobody can tell apart would be one to everybody but a program. */

/** Shows nothing (Unicode's own list, and the empty Braille pattern), whatever its category says. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/u
const LATIN = /\p{Script=Latin}/u
/** Scripts whose letters look like Latin ones. */
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

export function isAsItLooks(text: string): boolean {
  return !UNSEEN.test(text) && !(LATIN.test(text) && ALIKE.test(text))
}
