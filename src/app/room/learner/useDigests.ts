/** The learner's state in a hundred bytes, once a second, for the teacher's tiles. */
import { useEffect } from 'react'
import type { Digest } from '../../../classroom/digests'
import { useProgress } from '../../lesson/progressStore'
import { useLab, useView } from '../../store'
import { room } from '../session'
import { isBehind, sharedPrint } from '../useShared'

const EVERY_MS = 1_000

export function useDigests(): void {
  useEffect(() => {
    const timer = setInterval(() => room().digest(digestNow()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
}

function digestNow(): Digest {
  const { opened, status, problem } = useLab.getState()
  const { playing } = useView.getState()
  const summary = status?.summary ?? []
  const all = (of: (one: (typeof summary)[number]) => number): number[] => summary.map(of).filter(Number.isFinite)
  const worst = (values: number[], pick: (...values: number[]) => number): number | null =>
    values.length === 0 ? null : pick(...values)
  const goals = Object.values(useProgress.getState().progress.lessons)
  return {
    state: problem ? 'failed' : !status ? 'idle' : isBehind() ? 'catchingUp' : playing ? 'running' : 'paused',
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
    goals: goals.filter(({ passedAtMs }) => passedAtMs !== null).length,
    goalsOf: goals.length,
    down: new Set(status?.troubles.filter(({ code }) => code === 'dead').map(({ node }) => node)).size,
    print: sharedPrint(),
    hidden: document.hidden,
  }
}
