/** What a learner's tile is told: the goals of what was given, and trouble of the run alone. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLearner } from '../../../../src/classroom/documents/learner'
import type { Lesson } from '../../../../src/lessons/load'
import { freshLesson, noProgress } from '../../../../src/lessons/progress'
import { digestNow } from '../../../../src/app/room/learner/useDigests'
import { useProgress } from '../../../../src/app/lesson/progressStore'
import { useStage } from '../../../../src/app/lesson/stage'
import { useRoom } from '../../../../src/app/room/roomStore'
import { useLab } from '../../../../src/app/store'

const goals = [{ id: 'calm' }, { id: 'fast' }]
const lesson = { spec: { slug: 'retries', goals } } as unknown as Lesson
const goal = (passed: boolean) => ({ passed, checks: 1, atMs: 1 })

beforeEach(() => vi.stubGlobal('document', { hidden: false }))
afterEach(() => {
  vi.unstubAllGlobals()
  useStage.setState({ lesson: null })
  useRoom.setState({ mine: readLearner({}) })
  useProgress.setState({ progress: noProgress() })
  useLab.setState({ problem: null })
})

describe('goals', () => {
  it('are none of a cluster, whatever lessons were begun before', () => {
    useProgress.setState({ progress: { version: 1, lessons: { other: { ...freshLesson(), passedAtMs: 5 } } } })
    expect(digestNow()).toMatchObject({ goals: 0, goalsOf: 0 })
  })
  it('are those of the lesson that was given, as far as they are met', () => {
    useStage.setState({ lesson })
    expect(digestNow()).toMatchObject({ goals: 0, goalsOf: 2 })
    useRoom.setState({
      mine: readLearner({
        'goal/retries/calm': goal(true),
        'goal/retries/fast': goal(false),
        'goal/other/fast': goal(true),
      }),
    })
    expect(digestNow()).toMatchObject({ goals: 1, goalsOf: 2 })
  })
  it('are all met of a lesson that was passed before', () => {
    useStage.setState({ lesson })
    useProgress.setState({ progress: { version: 1, lessons: { retries: { ...freshLesson(), passedAtMs: 5 } } } })
    expect(digestNow()).toMatchObject({ goals: 2, goalsOf: 2 })
  })
})

it('a learner is in trouble where the run is, not where something was tried that is held back', () => {
  const stateWith = (code: string) => {
    useLab.setState({ problem: { code, params: {} } })
    return digestNow().state
  }
  for (const code of ['room.locked', 'room.frozen', 'undo.nothing', 'file.unreadable', 'room.proposal'])
    expect(stateWith(code), code).toBe('idle')
  for (const code of ['crashed', 'crashedAgain', 'policyHung', 'run.loop', 'room.broken'])
    expect(stateWith(code), code).toBe('failed')
})
