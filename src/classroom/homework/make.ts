/** A teacher's assignment, made: with its public seeds, and with a key where it has hidden ones. */
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import type { Lesson, LessonFiles, LessonSpec } from '../../lessons/lesson'
import { hiddenSeeds } from '../../lessons/seeds'
import type { Assignment, Work } from './assignment'
import { ASSIGNMENT_VERSION, assignmentDigest, validateAssignment } from './assignment'
import { commitmentTo, keyText } from './key'
import { lessonDigest } from './open'

export interface Made {
  assignment: Assignment
  digest: string
  /** The key's file; null: there are no hidden seeds. */
  key: string | null
}

export type Asked = Pick<Assignment, 'title' | 'note' | 'work' | 'acts' | 'contracts'> & {
  publicSeeds: number
  hiddenSeeds: number // 0: none, and no key
  secret: Uint8Array // 16 bytes from a generator fit for secrets
}

/** Throws what validateAssignment does. */
export function makeAssignment({ publicSeeds, hiddenSeeds: hidden, secret, ...given }: Asked): Made {
  const { work } = given
  const [name, own] = work.kind === 'scenario' ? [work.scenario.id, work.seed] : [given.title, -1]
  const assignment = validateAssignment({
    faultlineAssignment: ASSIGNMENT_VERSION,
    engine: ENGINE_VERSION,
    ...given,
    seeds: hiddenSeeds(`homework ${name}`, own, publicSeeds),
    hidden: hidden > 0 ? { commitment: commitmentTo(secret), seeds: hidden } : null,
  })
  const digest = assignmentDigest(assignment)
  return { assignment, digest, key: assignment.hidden ? keyText(secret, digest) : null }
}

/** A lesson of the house by name, or any lesson with its files inside: then without its solution and the teacher's notes. */
export function lessonWork({ spec, files }: Lesson, carried: boolean): Work {
  if (!carried) return { kind: 'house', lesson: spec.slug, digest: lessonDigest(files) }
  const kept = Object.entries(files).filter(([name]) => name !== 'teacher.md')
  return { kind: 'lesson', files: { ...Object.fromEntries(kept), 'lesson.json': withoutSolution(files) } }
}
function withoutSolution(files: LessonFiles): string {
  const spec = JSON.parse(files['lesson.json']) as LessonSpec
  return JSON.stringify({ ...spec, solution: {} })
}
