/** What a learner has answered and done, a line each. */
import type { LearnerAnswers } from '../../classroom/documents/answers'
import type { Vote } from '../../classroom/documents/lead'
import type { Section } from '../../lessons/progress'
import { presetIds } from '../../scenarios/presets/topics'
import { houseLessons } from '../course/house'
import { words } from '../words'

/** `votes`: those that may be told. */
export function answerLines(answers: LearnerAnswers, votes: ReadonlyMap<string, Vote>): string[] {
  const w = words()
  const p = w.roomHost.person
  const lines: string[] = []
  if (answers.at) {
    const { lesson, section, seconds } = answers.at
    lines.push(p.at(lessonTitle(lesson), w.lessons.sections[section as Section] ?? section, Math.round(seconds / 60)))
  }
  if (answers.run) lines.push(runTitle(answers.run.title))
  for (const [key, { option, sure }] of Object.entries(answers.ballots)) {
    const vote = votes.get(key.split('/')[0])
    if (vote) lines.push(`${vote.options.find((one) => one.id === option)?.text ?? option} (${w.room.sure[sure]})`)
  }
  for (const tried of Object.values(answers.diagnoses))
    lines.push(`${p.diagnoses(tried.length)}: ${tried.map(({ cause }) => w.room.fault.cause(cause)).join('; ')}`)
  const predictions = Object.values(answers.predictions)
  if (predictions.length > 0)
    lines.push(p.predictions(predictions.length, predictions.filter(({ near }) => near).length))
  const goals = Object.values(answers.goals).filter(({ passed }) => passed).length
  if (goals > 0) lines.push(p.goals(goals))
  return lines
}

export function lessonTitle(slug: string): string {
  return houseLessons().find((lesson) => lesson.slug === slug)?.title ?? slug
}

/** A run of a lesson or of a cluster that comes with Faultline is called by its id. */
export function runTitle(title: string): string {
  return presetIds.includes(title) ? words().shell.presetName(title) : lessonTitle(title)
}
