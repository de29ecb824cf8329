/**
 * What a learner does in lessons goes into their document: where they are and for how long, predictions with their sureness, goals
 * reached, and all of their progress, with which they go on on another device.
 */
import { useEffect } from 'react'
import type { LessonProgress, PredictionKept } from '../../../lessons/progress'
import { goalsMet, useCheck } from '../../lesson/check'
import { useProgress } from '../../lesson/progressStore'
import { useStage } from '../../lesson/stage'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { passIn, secondsIn } from './seconds'
import { keepProgress } from './shelf'

const SHORT = 80
const SOON_MS = 1_500
const SECONDS_EVERY_MS = 60_000

export function useMirror(): void {
  useEffect(() => {
    const changed = new Set<string>()
    let soon: ReturnType<typeof setTimeout> | null = null
    const keep = (): void => {
      if (soon !== null) clearTimeout(soon)
      soon = null
      for (const slug of changed) {
        const progress = useProgress.getState().progress.lessons[slug]
        keepProgress(slug, { seconds: Math.round(secondsIn(slug)), progress })
      }
      changed.clear()
    }
    const look = (): void => passIn(document.hidden ? null : openLesson())
    const seen = (): void => {
      look()
      if (!document.hidden) return
      tellSeconds()
      keep()
    }
    look()
    document.addEventListener('visibilitychange', seen)
    const stops = [
      useProgress.subscribe(({ progress }, before) => {
        const slug = openLesson()
        if (slug === null || progress.lessons[slug] === before.progress.lessons[slug]) return
        mirror(slug, progress.lessons[slug], before.progress.lessons[slug])
        changed.add(slug)
        soon ??= setTimeout(keep, SOON_MS)
      }),
      useStage.subscribe(look),
      useCheck.subscribe(({ running }, before) => {
        if (before.running && !running) tellGoals()
      }),
    ]
    const often = setInterval(() => {
      if (!document.hidden) tellSeconds()
    }, SECONDS_EVERY_MS)
    return () => {
      if (useRoom.getState().stage === 'in') {
        tellSeconds()
        keep()
      }
      passIn(null)
      if (soon !== null) clearTimeout(soon)
      document.removeEventListener('visibilitychange', seen)
      clearInterval(often)
      for (const stop of stops) stop()
    }
  }, [])
}

const openLesson = (): string | null => useStage.getState().lesson?.spec.slug ?? null

function mirror(lesson: string, now: LessonProgress, old: LessonProgress | undefined): void {
  const atMs = Math.round(roomNowMs())
  if (now.at !== old?.at) tellPlace(lesson, now.at)
  for (const [id, made] of Object.entries(now.predictions)) {
    if (made === old?.predictions[id]) continue
    room().write('mine', `prediction/${lesson}/${id}`, {
      guess: told(made.guess),
      sure: made.sure,
      happened: made.happened && told(made.happened),
      near: made.near,
      atMs,
    })
  }
}
/** As data, not in words: an option's id, a number, a curve's points. */
export function told(what: PredictionKept['guess'] | NonNullable<PredictionKept['happened']>): string {
  if (what.kind === 'choice') return what.option ?? ''
  if (what.kind === 'number') return String(what.value ?? '')
  return what.kind === 'curve'
    ? what.points
        .map((value) => (value === null ? '-' : value.toPrecision(3)))
        .join(' ')
        .slice(0, SHORT)
    : ''
}

function tellPlace(lesson: string, section: string): void {
  room().write('mine', 'at', { lesson, section, seconds: Math.round(secondsIn(lesson)) })
}
function tellSeconds(): void {
  const { at } = useRoom.getState().mine
  if (at && Math.round(secondsIn(at.lesson)) > at.seconds) tellPlace(at.lesson, at.section)
}

/** Each goal by itself, once a check has gone through. What was reached once stays reached. */
function tellGoals(): void {
  const { lesson } = useStage.getState()
  const met = lesson && goalsMet(lesson, useCheck.getState())
  if (!met) return
  const { goal } = useRoom.getState().mine
  for (const { id } of lesson.spec.goals) {
    const name = `${lesson.spec.slug}/${id}`
    const before = goal.get(name)
    const passed = met.has(id) || before?.passed === true
    const checks = Math.min(10_000, (before?.checks ?? 0) + 1)
    room().write('mine', `goal/${name}`, { passed, checks, atMs: Math.round(roomNowMs()) })
  }
}
