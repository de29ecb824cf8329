/** What a learner takes home: one file that opens as the run it is, and gives its progress to whoever adds it. */
import { describe, expect, it } from 'vitest'
import type { Progress } from '../../src/lessons/progress'
import { freshLesson, noProgress, PROGRESS_VERSION, progressFromText } from '../../src/lessons/progress'
import { progressBeside, withProgress } from '../../src/lessons/takenHome'
import { decodeFile, encodeFile } from '../../src/scenarios/codec'
import { LIMITS } from '../../src/scenarios/limits'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { RunValue, SavedRun } from '../../src/scenarios/run'

const run: RunValue = {
  engine: '0.1.0',
  scenario: PRESETS.storefront,
  seed: 7,
  policies: {},
  commands: [],
  horizonUs: 60_000_000,
}
const saved: SavedRun = { run, view: { caption: 'a } in it' } }
const tried = (runs: number): Progress => ({
  version: PROGRESS_VERSION,
  lessons: {
    first: {
      ...freshLesson(),
      at: 'seen',
      predictions: { lost: { guess: { kind: 'notSure' }, sure: null, atMs: 1, happened: null, near: null } },
      attempts: Array.from({ length: runs }, (_, atMs) => ({ atMs, attempt: {}, run, passed: false, failed: null })),
    },
  },
})

describe('work taken home', () => {
  const progress = tried(1)
  const text = withProgress(encodeFile(saved), progress)

  it('opens as the run', () => {
    expect(decodeFile(text)).toEqual(saved)
  })
  it('gives its progress, beside the run and where progress alone is added', () => {
    expect(progressBeside(text)).toEqual({ progress, aside: [] })
    expect(progressFromText(text)).toEqual({ progress, aside: [] })
  })
  it('has none to give where it is a run alone', () => {
    expect(progressBeside(encodeFile(saved))).toBeNull()
    expect(progressFromText(encodeFile(saved)).aside.map(({ why }) => why)).toEqual(['damaged'])
  })
  it.each([
    ['no object', '3', null],
    ['of another version', '{"version":99,"lessons":{}}', null],
    ['damaged in a lesson', '{"version":1,"lessons":{"first":{"at":"nowhere"}}}', 'first'],
    ['under a name that objects inherit', '{"version":1,"lessons":{"__proto__":{}}}', '__proto__'],
  ])('opens as the run whatever its progress is: %s', (_how, kept, lesson) => {
    const bad = encodeFile(saved).replace(/\}\n$/, `,"progress":${kept}}`)
    expect(decodeFile(bad)).toEqual(saved)
    expect(progressBeside(bad)).toMatchObject({ progress: noProgress(), aside: [{ lesson }] })
  })
  it('leaves the runs of attempts out where all would be too long for a file, and refuses what is too long even so', () => {
    const many = Math.ceil(LIMITS.textCharacters / JSON.stringify(run).length)
    const short = withProgress(encodeFile(saved), tried(many))
    expect(decodeFile(short)).toEqual(saved)
    const attempts = progressBeside(short)?.progress.lessons.first.attempts ?? []
    expect(attempts).toHaveLength(many)
    expect(attempts.every((one) => one.run === null)).toBe(true)
    const far = 'x'.repeat(LIMITS.textCharacters)
    expect(() => withProgress(`{"faultline":1,"far":"${far}"}`, progress)).toThrow(
      expect.objectContaining({ code: 'file.tooLong' }),
    )
  })
})
