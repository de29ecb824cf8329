/** How far the goals are on the run in the lab, up to its playhead: read again in a worker whenever that has moved and it rests a moment. */
import { useEffect, useMemo, useRef } from 'react'
import { create } from 'zustand'
import { attemptRun } from '../../lessons/attempt'
import type { Lesson } from '../../lessons/load'
import type { Reading } from '../../lessons/judge'
import type { ReadingRequest } from '../../lessons/serve'
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

const judgedOf = ({ spec }: Lesson): Judged[] => spec.goals.filter((goal): goal is Judged => goal.kind !== 'answer')
function byGoal(goals: readonly Judged[], readings: Reading[]): Record<string, Reading[]> {
  let from = 0
  return Object.fromEntries(goals.map(({ id, conditions }) => [id, readings.slice(from, (from += conditions.length))]))
}

/** null: whoever shows it has no lab. */
export function useMeterReadings(lesson: Lesson | null): void {
  useEffect(() => {
    if (!lesson) return
    const goals = judgedOf(lesson)
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
          const readings = byGoal(goals, told.readings)
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
      if (lab.opened !== before.opened) {
        seen = '' // up to its first act another run is the same by every sign
        useMeter.setState({ readings: null })
      }
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

/** Without a lab: how the goals stand in the run of these choices, played to its horizon; read anew when the run or a goal is another one. */
export function useRunReadings(lesson: Lesson | null, choices: Record<string, string>): void {
  const asked = useMemo(() => lesson && askedOf(lesson, choices), [lesson, choices])
  const name = asked && JSON.stringify(asked.request)
  const latest = useRef(asked)
  useEffect(() => {
    latest.current = asked
  }, [asked])
  useEffect(() => {
    if (name === null) return
    let current = true
    const timer = setTimeout(() => {
      const { goals, request } = latest.current ?? { goals: [], request: null }
      if (!request) return
      void lessonReader.read(request).then((told) => {
        if (!current) return
        if ('problem' in told) useMeter.setState({ readings: null, problem: told.problem })
        else useMeter.setState({ readings: byGoal(goals, told.readings), seed: request.run.seed, problem: null })
      })
    }, REST_MS)
    return () => {
      current = false
      clearTimeout(timer)
      useMeter.setState({ readings: null, problem: null })
    }
  }, [name])
}
/** null: nothing can be read, as the lesson stands. */
function askedOf(lesson: Lesson, choices: Record<string, string>): { goals: Judged[]; request: ReadingRequest } | null {
  const goals = judgedOf(lesson)
  if (goals.length === 0) return null
  try {
    const run = attemptRun(lesson, { choices: known(lesson, choices) })
    return { goals, request: { run, conditions: goals.flatMap(({ conditions }) => conditions) } }
  } catch {
    return null
  }
}
/** Of an author's draft a chosen way may be gone. */
function known({ spec }: Lesson, choices: Record<string, string>): Record<string, string> {
  const there = spec.choices.flatMap(({ id, variants }) => variants.map((variant) => `${id} ${variant.id}`))
  return Object.fromEntries(Object.entries(choices).filter(([id, variant]) => there.includes(`${id} ${variant}`)))
}
