/** How far the goals are on the run in the lab, up to its playhead: read again in a worker whenever that has moved and it rests a moment. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Lesson } from '../../lessons/load'
import type { Reading } from '../../lessons/judge'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { useLab } from '../store'
import type { Judged } from './check'
import { lessonReader } from './readings'
import { shownRun } from './stage'

const REST_MS = 500

interface Meter {
  readings: Record<string, Reading[]> | null // by goal; null: not read yet
  seed: number
  working: boolean
  problem: Problem | null
}
export const useMeter = create<Meter>()(() => ({ readings: null, seed: 0, working: false, problem: null }))

export function useMeterReadings(lesson: Lesson): void {
  useEffect(() => {
    const goals = lesson.spec.goals.filter((goal): goal is Judged => goal.kind !== 'answer')
    const conditions = goals.flatMap((goal) => goal.conditions)
    if (conditions.length === 0) return
    let current = true
    let timer = 0
    let busy = false
    let seen = ''
    /** Another run, or another moment of it. */
    const nameNow = (): string => {
      const { status, opened, seed } = useLab.getState()
      return opened && status ? `${seed} ${status.fingerprint.hex} ${status.timeUs}` : ''
    }
    const read = async (): Promise<void> => {
      const name = nameNow()
      if (busy || name === '' || name === seen) return
      busy = true
      seen = name
      useMeter.setState({ working: true })
      try {
        const run = await shownRun()
        const told = await lessonReader.read({ run, conditions })
        if (!current) return
        if ('problem' in told) useMeter.setState({ problem: told.problem, working: false })
        else {
          let from = 0
          const readings = Object.fromEntries(
            goals.map(({ id, conditions: own }) => [id, told.readings.slice(from, (from += own.length))]),
          )
          useMeter.setState({ readings, seed: run.seed, working: false, problem: null })
        }
      } catch (error) {
        if (current) useMeter.setState({ problem: problemOf(error), working: false })
      }
      busy = false
      soon()
    }
    /** While time plays it never rests: then it is read every so often. */
    const soon = (): void => {
      if (timer !== 0 || busy || nameNow() === seen) return
      timer = window.setTimeout(() => {
        timer = 0
        void read()
      }, REST_MS)
    }
    const stop = useLab.subscribe((lab, before) => {
      if (lab.opened !== before.opened) useMeter.setState({ readings: null })
      soon()
    })
    soon()
    return () => {
      current = false
      clearTimeout(timer)
      stop()
      useMeter.setState({ readings: null, working: false, problem: null })
    }
  }, [lesson])
}
