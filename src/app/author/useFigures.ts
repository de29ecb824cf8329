/** Figures of the draft's runs: each run is played once in a worker, and again when it or what is asked of it is another one. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Figure } from '../../lessons/figures'
import type { RunValue } from '../../scenarios/run'
import type { Problem } from '../shell/labConnection'
import { readAll } from '../lesson/readings'

export interface FiguresRead {
  /** By run, then by figure; null: not read yet. */
  values: (number | null)[][] | null
  problem: Problem | null
}
const REST_MS = 300

export function useFigures(runs: readonly RunValue[], figures: readonly Figure[]): FiguresRead {
  const name = useMemo(() => JSON.stringify([runs, figures]), [runs, figures])
  const latest = useRef({ runs, figures })
  useEffect(() => {
    latest.current = { runs, figures }
  })
  const [read, setRead] = useState<FiguresRead & { of: string }>({ of: '', values: null, problem: null })
  useEffect(() => {
    let reading: { cancel: () => void } | null = null
    const timer = setTimeout(() => {
      const { runs: played, figures: asked } = latest.current
      const conditions = asked.map((of) => ({ of, atLeast: 0 }))
      const values: (number | null)[][] = played.map(() => [])
      let left = played.length
      if (conditions.length === 0 || left === 0) return
      reading = readAll(
        played.map((run) => ({ run, conditions })),
        (at, told) => {
          if ('problem' in told) {
            setRead({ of: name, values: null, problem: told.problem })
            return
          }
          values[at] = told.readings.map(({ now }) => now)
          if (--left === 0) setRead({ of: name, values, problem: null })
        },
      )
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      reading?.cancel()
    }
  }, [name])
  return read.of === name ? read : { values: null, problem: null }
}
