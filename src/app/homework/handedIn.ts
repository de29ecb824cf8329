/** What the learner did in the lab and on the page, as a submission. */
import type { OpenAssignment } from '../../classroom/homework/open'
import type { Reported, Submission } from '../../classroom/homework/submission'
import { SUBMISSION_VERSION } from '../../classroom/homework/submission'
import type { LessonProgress } from '../../lessons/progress'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import type { Session } from '../../scenarios/run'
import { attemptRun } from '../../lessons/attempt'
import { scenarioOf } from '../../scenarios/scenarioOf'
import { noteOwn, ownWork } from '../lesson/stage'

export async function submissionOf(
  open: OpenAssignment,
  kept: LessonProgress,
  id: string,
  startedMs: number | null,
): Promise<Submission> {
  await noteOwn()
  const done = ownWork()
  return {
    faultlineSubmission: SUBMISSION_VERSION,
    assignment: open.digest,
    engine: ENGINE_VERSION,
    id,
    choices: kept.choices,
    replication: done ? replicationOf(open, kept, done.session) : {},
    policies: done?.policies ?? {},
    commands: (done?.commands ?? []).map(({ atUs, command }) => ({ atUs, command })),
    answers: kept.answers,
    reported: reportedBy(kept, startedMs),
  }
}

/** A store's replication where it is another than these choices give. */
function replicationOf(
  { lesson }: OpenAssignment,
  { choices }: LessonProgress,
  session: Session,
): Record<string, object> {
  if (!lesson.spec.controls.panels.includes('settings') || typeof session.scenario === 'string') return {}
  const before = scenarioOf(attemptRun(lesson, { choices })).groups
  const changed = session.scenario.groups.flatMap((group) => {
    if (group.role !== 'store') return []
    const own = before.find(({ id }) => id === group.id)
    const isSame = own?.role === 'store' && JSON.stringify(own.replication) === JSON.stringify(group.replication)
    return isSame ? [] : [[group.id, group.replication] as const]
  })
  return Object.fromEntries(changed)
}

function reportedBy({ predictions, passedAtMs }: LessonProgress, startedMs: number | null): Reported {
  const made = Object.entries(predictions).map(([id, { guess, sure, atMs }]) => [id, { guess, sure, atMs }] as const)
  return { predictions: Object.fromEntries(made), startedMs, passedMs: passedAtMs, savedMs: Date.now() }
}

export function fileNameFor(id: string): string {
  const name = id.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  return `${name === '' ? 'learner' : name}.submission.json`
}
