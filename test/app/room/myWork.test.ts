/** Whose progress is taken home from a browser in which others may have sat, and under which name a lesson's is found again. */
import { describe, expect, it } from 'vitest'
import { slugOf } from '../../../src/app/room/learner/lessonSlug'
import { progressIn } from '../../../src/app/room/myWork'
import { readLearner } from '../../../src/classroom/documents/learner'
import { linkOf } from '../../../src/lessons/parcel'
import { freshLesson, PROGRESS_VERSION } from '../../../src/lessons/progress'

describe('progress taken home', () => {
  it('is of the lessons that the learner’s own document speaks of', () => {
    const lessons = { here: freshLesson(), guessed: freshLesson(), met: freshLesson(), before: freshLesson() }
    const mine = readLearner({
      at: { lesson: 'here', section: 'seen', seconds: 3 },
      'prediction/guessed/lost': { guess: '3', sure: 'sure', happened: null, near: null, atMs: 1 },
      'goal/met/kept': { passed: true, checks: 1, atMs: 1 },
    })
    const all = { version: PROGRESS_VERSION, lessons } as const
    expect(Object.keys(progressIn(all, mine).lessons)).toEqual(['here', 'guessed', 'met'])
  })
})

describe('a lesson from outside', () => {
  it('is known by the slug in its own files', () => {
    const link = linkOf({ 'lesson.json': '{"slug":"mine"}', 'text.md': '# Mine' })
    expect(slugOf({ kind: 'outside', link, title: 'Mine' })).toBe('mine')
    expect(slugOf({ kind: 'lesson', lesson: 'house' })).toBe('house')
  })
  it.each([
    ['that is none', '1.zzzz'],
    ['without its specification', linkOf({ 'text.md': '# Mine' })],
    ['whose slug is no text', linkOf({ 'lesson.json': '{"slug":{}}' })],
    ['whose specification is null', linkOf({ 'lesson.json': 'null' })],
  ])('%s has no such name', (_how, link) => {
    expect(slugOf({ kind: 'outside', link, title: 'Mine' })).toBeNull()
  })
})
