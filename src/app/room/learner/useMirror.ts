/** What a learner does in lessons goes into their document: where they are, predictions with their sureness, goals reached. */
import { useEffect } from 'react'
import type { LessonProgress, PredictionKept } from '../../../lessons/progress'
import { useProgress } from '../../lesson/progressStore'
import { roomNowMs } from '../roomStore'
import { room } from '../session'

const SHORT = 80

export function useMirror(): void {
  useEffect(() => {
    const began = new Map<string, number>()
    return useProgress.subscribe(({ progress }, before) => {
      for (const [slug, lesson] of Object.entries(progress.lessons)) {
        const old = before.progress.lessons[slug]
        if (lesson === old) continue
        if (!began.has(slug)) began.set(slug, roomNowMs())
        mirror(slug, lesson, old, (roomNowMs() - (began.get(slug) ?? 0)) / 1000)
      }
    })
  }, [])
}

function mirror(lesson: string, now: LessonProgress, old: LessonProgress | undefined, seconds: number): void {
  const atMs = Math.round(roomNowMs())
  if (now.at !== old?.at)
    room().write('mine', 'at', { lesson, section: now.at, seconds: Math.min(1e6, Math.max(0, seconds)) })
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
  if (now.attempts.length > 0 && now.attempts !== old?.attempts)
    room().write('mine', `goal/${lesson}/all`, { passed: now.passedAtMs !== null, checks: now.attempts.length, atMs })
}
/** As data, not in words: an option's id, a number, a curve's points. */
function told(what: PredictionKept['guess'] | NonNullable<PredictionKept['happened']>): string {
  if (what.kind === 'choice') return what.option ?? ''
  if (what.kind === 'number') return String(what.value ?? '')
  return what.kind === 'curve'
    ? what.points
        .map((value) => (value === null ? '-' : value.toPrecision(3)))
        .join(' ')
        .slice(0, SHORT)
    : ''
}
