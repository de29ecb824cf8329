/** The learner's state in a hundred bytes, once a second, for the teacher's tiles. */
import { useEffect } from 'react'
import type { Digest } from '../../../classroom/digests'
import { lessonProgress } from '../../lesson/progressStore'
import { useStage } from '../../lesson/stage'
import type { Problem } from '../../shell/labConnection'
import { useLab, useView } from '../../store'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { isBehind, sharedPrint } from '../useShared'

const EVERY_MS = 1_000

export function useDigests(): void {
  useEffect(() => {
    const timer = setInterval(() => room().digest(digestNow()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
}

export function digestNow(): Digest {
  const { opened, status, problem } = useLab.getState()
  const { playing } = useView.getState()
  const summary = status?.summary ?? []
  const all = (of: (one: (typeof summary)[number]) => number): number[] => summary.map(of).filter(Number.isFinite)
  const worst = (values: number[], pick: (...values: number[]) => number): number | null =>
    values.length === 0 ? null : pick(...values)
  return {
    state:
      isOfRun(problem) || status?.loop
        ? 'failed'
        : !status
          ? 'idle'
          : isBehind()
            ? 'catchingUp'
            : playing
              ? 'running'
              : 'paused',
    open: opened?.topology.scenarioId ?? '',
    timeUs: status?.timeUs ?? 0,
    stale: worst(
      all(({ staleRatio }) => staleRatio),
      Math.max,
    ),
    answered: worst(
      all(({ okRatio }) => okRatio),
      Math.min,
    ),
    p99Us: worst(
      all(({ p99Us }) => p99Us),
      Math.max,
    ),
    ...goalsNow(),
    down: new Set(status?.troubles.filter(({ code }) => code === 'dead').map(({ node }) => node)).size,
    print: sharedPrint(),
    hidden: document.hidden,
  }
}

/** What the room holds back, or what was tried in vain, is no trouble of the run. */
const OF_RUN = new Set(['policyHung', 'policySearched', 'run.loop', 'policy.invalid', 'unexpected', 'room.broken'])
function isOfRun(problem: Problem | null): boolean {
  return problem !== null && (problem.code.startsWith('crashed') || OF_RUN.has(problem.code))
}
/** Of the lesson that was given; of a cluster there are none. */
function goalsNow(): Pick<Digest, 'goals' | 'goalsOf'> {
  const { lesson } = useStage.getState()
  if (!lesson) return { goals: 0, goalsOf: 0 }
  const { slug, goals } = lesson.spec
  const { goal } = useRoom.getState().mine
  const passed = lessonProgress(slug).passedAtMs !== null
  return { goals: goals.filter(({ id }) => passed || goal.get(`${slug}/${id}`)?.passed).length, goalsOf: goals.length }
}
