/** A run as an author leaves it in the lab: a small shop with something done to it, and the lesson that is recorded of it. */
import type { Command, StampedCommand } from '../../../src/cluster/command'
import type { RecordingWords } from '../../../src/lessons/author/recording'
import { recordLesson } from '../../../src/lessons/author/recording'
import type { Lesson, LessonFiles } from '../../../src/lessons/load'
import { readDraft } from '../../../src/lessons/load'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import type { RunValue } from '../../../src/scenarios/run'
import type { Scenario } from '../../../src/scenarios/scenario'
import { lessonOf } from '../sound'

export const words: RecordingWords = {
  title: 'What is lost?',
  asItIs: 'As it is',
  play: (toS) => `Play to ${toS} s`,
  act: ({ kind }) => `Do: ${kind}`,
}

export const shop: Scenario = lessonOf().scenario
export const loses: Command = {
  kind: 'lose',
  link: { from: { group: 'users' }, to: { group: 'server' } },
  probability: 0.4,
}
export const heals: Command = { kind: 'healAll' }

/** Each at its moment, after all that had happened by then: as a hand does it. */
export function runWith(acts: readonly [number, Command][], forS = 12): RunValue {
  return {
    engine: ENGINE_VERSION,
    scenario: shop,
    seed: 7,
    policies: {},
    commands: acts.map(([atS, command]): StampedCommand => ({
      atUs: atS * 1e6,
      afterEvents: Number.MAX_SAFE_INTEGER,
      command,
    })),
    horizonUs: forS * 1e6,
  }
}
export function recordedFiles(acts: readonly [number, Command][], forS?: number): LessonFiles {
  return recordLesson(runWith(acts, forS), shop, words).files
}
export function draftOf(files: LessonFiles): Lesson {
  const { lesson, problems } = readDraft(files)
  if (!lesson) throw new Error(JSON.stringify(problems))
  return lesson
}
