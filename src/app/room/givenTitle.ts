/** What is given, in words: “Lesson: …”. */
import type { Given } from '../../classroom/documents/lead'
import { houseLessons } from '../course/house'
import { words } from '../words'

export function givenTitle(given: Given): string {
  const w = words().roomHost.give.what_
  switch (given.kind) {
    case 'lesson':
      return w.lesson(houseLessons().find(({ slug }) => slug === given.lesson)?.title ?? given.lesson)
    case 'outside':
      return w.lesson(given.title)
    case 'preset':
      return w.preset(words().shell.presetName(given.preset))
    case 'shared':
      return w.shared
    default:
      return w[given.kind](given.title)
  }
}
