/**
 * The trial being played, or played last: kept while the page lives, so that closing its window loses nothing. Its seeds are played by
 * as many workers as the machine has cores; what has come so far is summed up at once.
 */
import { create } from 'zustand'
import type { Command } from '../../cluster/command'
import { Crew } from '../../lab/trial/crew'
import type { SeedRun } from '../../lab/trial/seedRun'
import type { TrialAnswer, TrialRequest } from '../../lab/trial/serve'
import type { SeedRefused, TrialResult } from '../../lab/trial/summary'
import { summarise } from '../../lab/trial/summary'
import type { LeftOut, Trial } from '../../lab/trial/trial'
import { commandsFor, seedsFrom, trialWithout } from '../../lab/trial/trial'
import type { RunValue, Session } from '../../lab/protocol'
import { actions } from '../actions'
import { closePanel } from '../shell/Dialog'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { startWorker } from '../startWorker'
import { useLab } from '../store'
import type { AskedWorker } from '../workerHand'
import { workerHand } from '../workerHand'

export type TrialWorker = AskedWorker<TrialRequest, TrialAnswer>

export const SEED_COUNTS = [1, 10, 50] as const
export const AFTER_US = [10e6, 30e6, 60e6] as const
const WORKERS_MAX = 8
/** With less time than this since the change, the default goes on beyond the playhead. */
const ENOUGH_US = 5e6

export interface TrialChoice {
  leftOut: 'newest' | 'policies'
  seeds: (typeof SEED_COUNTS)[number]
  /** null: up to the playhead. */
  afterUs: (typeof AFTER_US)[number] | null
}
export interface TrialState {
  /** The open run up to the playhead, as the window found it; null: not told yet. */
  run: RunValue | null
  choice: TrialChoice
  /** What the last trial was about, from here on. */
  trial: Trial | null
  act: Command | null // what it left out; null: policies
  running: boolean
  cancelled: boolean
  result: TrialResult | null
  replaced: readonly number[] // seeds that were begun again, for their worker had died
  refused: Problem | null // why it could not begin
  /** The seed that is shown in all strips. */
  pointed: number | null
}
const CHOICE: TrialChoice = { leftOut: 'newest', seeds: 50, afterUs: null }
const NO_TRIAL = {
  trial: null,
  act: null,
  running: false,
  cancelled: false,
  result: null,
  replaced: [],
  refused: null,
  pointed: null,
}
export const useTrial = create<TrialState>()(() => ({ run: null, choice: CHOICE, ...NO_TRIAL }))

let crew: Crew | null = null
let openedScenario: unknown = null

export function choose(change: Partial<TrialChoice>): void {
  useTrial.setState(({ choice }) => ({ choice: { ...choice, ...change } }))
}

export async function beginTrial(leftOut: TrialChoice['leftOut']): Promise<void> {
  choose({ leftOut })
  if (await lookAtRun()) startTrial()
}
/** What the open run has to compare. Found figures of another run go. */
export async function lookAtRun(): Promise<RunValue | null> {
  const { opened } = useLab.getState()
  const { run } = await actions().currentRun()
  if (openedScenario !== opened) {
    cancelTrial()
    useTrial.setState(NO_TRIAL)
    openedScenario = opened
  }
  const last = run.commands.at(-1)
  const afterUs = last && run.horizonUs - last.atUs < ENOUGH_US ? AFTER_US[1] : null
  useTrial.setState(({ choice, running }) => ({ run, ...(running ? {} : { choice: { ...choice, afterUs } }) }))
  return last ? run : null
}

export function hasPolicies({ commands }: RunValue): boolean {
  return commands.some(({ command }) => command.kind === 'setPolicy')
}

export function startTrial(connect: () => TrialWorker = () => startWorker('trial')): void {
  const { run, choice } = useTrial.getState()
  if (!run) return
  cancelTrial()
  useTrial.setState({ ...NO_TRIAL })
  const newest = run.commands.length - 1
  const leftOut: LeftOut = choice.leftOut === 'policies' ? 'policies' : newest
  let trial: Trial
  try {
    trial = trialOf(run, leftOut, choice)
  } catch (error) {
    useTrial.setState({ refused: problemOf(error) })
    return
  }
  const act = leftOut === 'policies' ? null : run.commands[newest].command
  const runs: SeedRun[] = []
  const refused: SeedRefused[] = []
  const tell = (): void => useTrial.setState({ result: summarise(trial, journeys, runs, refused) })
  const journeys = useLab.getState().opened?.topology.journeys ?? []
  useTrial.setState({ trial, act, running: true })
  tell()
  const own = new Crew(trial, Math.min(navigator.hardwareConcurrency || 1, WORKERS_MAX), {
    hire: () => workerHand(connect()),
    found: (seed) => {
      runs.push(seed)
      tell()
    },
    refused: (seed) => {
      refused.push(seed)
      tell()
    },
    replaced: (seed) => useTrial.setState(({ replaced }) => ({ replaced: [...replaced, seed] })),
  })
  crew = own
  void own.done.then(() => {
    if (crew !== own) return
    crew = null
    useTrial.setState({ running: false })
  })
}
function trialOf(run: RunValue, leftOut: LeftOut, { seeds, afterUs }: TrialChoice): Trial {
  const to = (changeUs: number): number => (afterUs === null ? run.horizonUs : changeUs + afterUs)
  const asked = trialWithout(run, leftOut, seedsFrom(run.seed, seeds), Infinity)
  return trialWithout(run, leftOut, asked.seeds, to(asked.fromUs))
}

/** Ends the workers at once; what they had found stays. */
export function cancelTrial(): void {
  if (!crew) return
  crew.cancel()
  crew = null
  useTrial.setState({ running: false, cancelled: true })
}

/** Opens that seed's run with the change, and the one without it laid beside; the run that was open is set aside. */
export async function openSeed(seed: number, names: { with: string; without: string }): Promise<void> {
  const { trial } = useTrial.getState()
  if (!trial) return
  const before = await actions().session()
  closePanel()
  try {
    await actions().restore(sessionOf(trial, seed, names))
  } catch {
    return // told where problems are told
  }
  openedScenario = useLab.getState().opened // its figures are still those of this trial
  useLab.setState({ previous: before, notice: { code: 'seedOpened', params: { seed }, undo: false } })
}
export function sessionOf(trial: Trial, seed: number, names: { with: string; without: string }): Session {
  const { engine, scenario, policies, horizonUs: endUs } = trial.with
  const commands = commandsFor(trial, seed)
  return {
    engine,
    scenario,
    seed,
    policies,
    branches: [
      { id: 0, parent: null, forkAtUs: 0, name: names.without, commands: commands.without, endUs },
      { id: 1, parent: 0, forkAtUs: trial.fromUs, name: names.with, commands: commands.with, endUs },
    ],
    active: 1,
    compare: 0,
    playheadUs: endUs,
  }
}
