/** Doing the experiment's steps: time is played, commands are done at their moments, hands are watched. */
import { useEffect, useState } from 'react'
import type { Command } from '../../cluster/command'
import type { StepSpec, WatchedPart } from '../../lessons/lesson'
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { showScreen } from '../screen/screenStore'
import { useLab, useView } from '../store'
import { searchTraces } from '../traces/traceStore'
import { showWitness } from '../verdicts/verdictStore'
import { speedFor } from './pace'
import { PLACES, showInside } from './stage'

/** As the lesson has its map. */
function mapView(): 'service' | 'network' {
  return useLessonMode.getState().mode?.controls.view === 'network' ? 'network' : 'service'
}
/** Opens what a step points at. */
function showPart(part: WatchedPart): void {
  const { set } = useView.getState()
  if (part === 'spaceTime') set({ map: 'spaceTime' })
  if (part === 'map') set({ map: mapView() })
  if (part === 'screen') showScreen(true)
  if (part === 'traces') searchTraces()
  if (part === 'verdicts') showWitness()
  if (part === 'signals') set({ panel: 'signals' })
  if (part === 'inside') showInside()
}
/** The part of the page, once it stands there. */
export function placeOf(part: WatchedPart): Element | null {
  showPart(part)
  useLessonMode.setState({ side: 'lab' })
  return document.querySelector(PLACES[part])
}

const ownCommands = (): Command[] => {
  const { status } = useLab.getState()
  const given = useLessonMode.getState().mode?.given ?? 0
  const branch = status?.branches.find(({ id }) => id === status.active)
  return (branch?.commands ?? []).slice(given).map(({ command }) => command)
}

export interface StepDoing {
  /** Time is on its way there; null: nothing is under way. */
  playingToS: number | null
  act: () => void
  jump: () => void
}

/** `beside`: a lab stands beside it. */
export function useStep(step: StepSpec, done: () => void, beside: boolean): StepDoing {
  const [toS, setToS] = useState<number | null>(null)
  useEffect(() => {
    if (toS === null) return
    const look = (): void => {
      if ((useLab.getState().status?.timeUs ?? 0) < toS * 1e6) return
      setToS(null)
      done()
    }
    look()
    const unsubscribe = useLab.subscribe(look)
    return () => {
      unsubscribe()
      useView.getState().set({ playUntilUs: null })
    }
  }, [toS, done])
  const isThere = useLab(({ opened, status }) => beside && opened !== null && status !== null)
  useEffect(() => {
    if (isThere && step.act === 'look') showPart(step.watch)
  }, [isThere, step])
  useEffect(() => {
    if (step.act !== 'byHand') return
    const before = ownCommands().length
    return useLab.subscribe(() => {
      if (
        ownCommands()
          .slice(before)
          .some((command) => step.kinds.includes(command.kind) && reaches(command, step.target))
      )
        done()
    })
  }, [step, done])
  return {
    playingToS: toS,
    act: () => void begin(step, setToS, done),
    jump: () => {
      if (toS === null) return
      useView.getState().set({ playing: false })
      void actions().seek(toS * 1e6)
    },
  }
}

/** Plays on to there, at a pace at which it can be watched. */
export function playTo(toS: number): void {
  useLessonMode.setState({ side: 'lab' })
  const nowS = (useLab.getState().status?.timeUs ?? 0) / 1e6
  useView.getState().set({ playing: true, playUntilUs: toS * 1e6, speed: speedFor(toS - nowS) })
}

async function begin(step: StepSpec, play: (toS: number) => void, done: () => void): Promise<void> {
  if (step.act === 'look') {
    done()
    return
  }
  if (step.act !== 'byHand') showPart(step.watch)
  if (step.act === 'play') {
    play(step.toS)
    playTo(step.toS)
  }
  if (step.act === 'command') {
    useView.getState().set({ playing: false })
    await actions().seek(step.atS * 1e6) // the status may be a third of a second old
    await actions().act(step.command)
    done()
  }
}

/** Whether a command is about a node, group or shard of that name. */
function reaches(command: Command, target: string | undefined): boolean {
  if (target === undefined) return true
  return JSON.stringify(command).includes(`:${JSON.stringify(target)}`)
}
