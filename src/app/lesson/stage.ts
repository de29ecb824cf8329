/**
 * Which of a lesson's runs stands in the lab: the experiment's, the learner's own, a hidden seed on which a check failed, one round of a
 * question, or the solution. The first two are kept with all their branches, in this browser too, and come back as they were.
 */
import { create } from 'zustand'
import type { StampedCommand } from '../../cluster/command'
import { attemptRun, checkAdmitted, contractsOf, roundRun } from '../../lessons/attempt'
import type { Witness } from '../../lessons/judge'
import { inLab, onSeed, withOwn } from '../../lessons/labRun'
import type { LabRun } from '../../lessons/labRun'
import type { Attempt, RoundSpec, WatchedPart } from '../../lessons/lesson'
import type { Lesson } from '../../lessons/load'
import type { RunValue, Session } from '../../scenarios/run'
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { useRoomHold } from '../roomHold'
import { usePictures } from '../pictures'
import { showScreen } from '../screen/screenStore'
import type { LabSession } from '../shell/labSession'
import { labSession } from '../shell/labSession'
import { lessonTab, savedRuns, tabName } from '../shell/runStore'
import { connectWorker } from '../shell/workerConnection'
import { useLab, useView } from '../store'
import { useStudio } from '../studio/studioStore'
import { openingSpeed } from './pace'
import { lessonReader } from './readings'

export type Stage =
  | { kind: 'experiment' }
  | { kind: 'own' }
  | { kind: 'seed'; seed: number; witness: Witness | null }
  | { kind: 'round'; goal: string; round: RoundSpec; nth: number }

interface Staged {
  lesson: Lesson | null
  stage: Stage | null // null: none yet
  arriving: boolean // its run is on its way into the lab, where another still stands
  own: { session: Session; given: number } | null // the learner's, while another stands in the lab
  experiment: { session: Session; given: number } | null
}
const NONE = { stage: null, arriving: false, own: null, experiment: null }
export const useStage = create<Staged>()(() => ({ lesson: null, ...NONE }))

const isKept = (stage: Stage | null): stage is Stage & { kind: 'own' | 'experiment' } =>
  stage?.kind === 'own' || stage?.kind === 'experiment'

/** The lesson takes the lab over; what was open there is kept for the sandbox. */
export async function enterLesson(lesson: Lesson): Promise<void> {
  const { controls, experiment } = lesson.spec
  useLessonMode.setState({
    mode: {
      controls,
      contracts: contractsOf(lesson.spec),
      watched: experiment.map(({ watch }) => watch),
      given: 0,
      held: true,
    },
    sketch: null,
    side: 'read',
  })
  useStage.setState({ lesson, ...NONE })
  useView.getState().set({
    map: controls.view,
    playing: false,
    speed: openingSpeed(lesson.spec),
    panel: 'none',
    expandedChart: null,
    chartWindowUs: null,
    embedded: false,
    selection: null,
    tool: 'select',
  })
  useStudio.setState({ open: false, contract: null, tab: 'code', line: null })
  usePictures.setState({ open: false, picture: controls.inside ?? 'map', shard: 0, logTo: null })
  showScreen(false)
  if (!useLessonMode.getState().owns && useLab.getState().opened) {
    const previous = await labSession(connectWorker)
      .session()
      .catch(() => null)
    if (previous) useLab.setState({ previous })
  }
}
export function leaveLesson(): void {
  lessonReader.dismiss()
  useRoomHold.getState().shelf?.stands(null)
  useLessonMode.setState({ mode: null, sketch: null })
  useStage.setState({ lesson: null, ...NONE })
}
/** The run in the lab becomes the sandbox's. */
export async function takeToSandbox(): Promise<void> {
  useLessonMode.setState({ owns: false })
  await labSession(connectWorker).keepAs(tabName())
  window.location.hash = '#/lab'
}

/** Brings a stage into the lab; that of the moment is put away as it stands. `anew`: not as it was kept. */
export function stand(stage: Stage, choices: Record<string, string>, anew = false): Promise<void> {
  // One after the other: what arrives last in the lab is what was asked for last.
  const { lesson } = useStage.getState()
  const mine = turn.then(() => standNow(lesson, stage, choices, anew))
  turn = mine.catch(() => {})
  return mine
}
let turn: Promise<void> = Promise.resolve()
/** `lesson`: that in which it was asked for, which may have been left meanwhile. */
async function standNow(
  lesson: Lesson | null,
  stage: Stage,
  choices: Record<string, string>,
  anew: boolean,
): Promise<void> {
  const { lesson: open, stage: before } = useStage.getState()
  if (!lesson || lesson !== open) return
  if (isKept(before)) {
    const session = await actions()
      .session()
      .catch(() => null)
    const given = useLessonMode.getState().mode?.given ?? 0
    if (session) useStage.setState({ [before.kind]: { session, given } })
  }
  useStage.setState({ stage, arriving: true })
  try {
    await bring(lesson, stage, choices, anew)
  } finally {
    if (useStage.getState().stage === stage) useStage.setState({ arriving: false })
  }
}
async function bring(lesson: Lesson, stage: Stage, choices: Record<string, string>, anew: boolean): Promise<void> {
  const { shelf } = useRoomHold.getState()
  shelf?.stands(null)
  useView.getState().set({ playing: false })
  const lab = labSession(connectWorker)
  const opening = freshRun(lesson, stage, choices)
  useLessonMode.setState(({ mode }) => ({ owns: true, mode: mode && { ...mode, given: opening.given } }))
  if (isKept(stage)) {
    const tab = lessonTab(lesson.spec.slug, stage.kind)
    await lab.keepAs(tab)
    if (!anew && (await broughtBack(lab, tab, stage.kind, (kept) => belongs(kept, opening, lesson)))) return
  }
  const opened = await tried(lab.open(opening.run))
  if (opened && isKept(stage)) shelf?.stands(lessonTab(lesson.spec.slug, stage.kind))
  if (stage.kind === 'seed' && stage.witness?.operation)
    useView.getState().set({ selection: { kind: 'operation', ...stage.witness.operation } })
}
const tried = (opening: Promise<unknown>): Promise<boolean> =>
  opening.then(
    () => true,
    () => false, // told by the session
  )
/** As it was put away a moment ago, or as this browser or the room kept it. */
async function broughtBack(
  lab: LabSession,
  tab: string,
  kind: 'own' | 'experiment',
  isOfLesson: (kept: Session) => boolean,
): Promise<boolean> {
  const { shelf } = useRoomHold.getState()
  const away = useStage.getState()[kind]?.session
  const ours = away ?? (await savedSession(tab))
  const newest = away || !shelf ? ours : shelf.newest(tab, ours)
  for (const kept of new Set([newest, ours]))
    if (kept && isOfLesson(kept) && (await tried(lab.restore(kept)))) {
      shelf?.stands(tab)
      return true
    }
  return false
}
async function savedSession(tab: string): Promise<Session | null> {
  return (await savedRuns()).find((run) => run.tab === tab)?.session ?? null
}
/** What was kept is of this very lesson and of these choices. */
function belongs(session: Session, { run, given }: LabRun, { spec }: Lesson): boolean {
  const changeable = spec.controls.panels.includes('settings')
  const sameCode = JSON.stringify(run.commands.map(({ command }) => command))
  const branch = session.branches.find(({ id }) => id === session.active)
  return (
    session.engine === run.engine &&
    session.seed === run.seed &&
    (changeable || JSON.stringify(session.scenario) === JSON.stringify(run.scenario)) &&
    JSON.stringify(branch?.commands.slice(0, given).map(({ command }) => command)) === sameCode
  )
}

function freshRun(lesson: Lesson, stage: Stage, choices: Record<string, string>): LabRun {
  const openUs = Math.round(lesson.spec.start.openS * 1e6)
  if (stage.kind === 'experiment') return inLab(attemptRun(lesson, {}), lesson.scenario, openUs)
  if (stage.kind === 'own') return inLab(attemptRun(lesson, { choices }), lesson.scenario, openUs)
  if (stage.kind === 'round') return inLab(roundRun(lesson, stage.round), lesson.scenario, openUs)
  const run = onSeed(ownRun(lesson, choices), stage.seed, lesson.spec.start.horizonS)
  return inLab(run, lesson.scenario, stage.witness?.atUs ?? run.horizonUs)
}

/** What the learner did to the run of these choices, as it stands now or was put away. Throws what makes it none of the lesson's. */
export function ownRun(lesson: Lesson, choices: Record<string, string>): RunValue {
  const base = attemptRun(lesson, { choices })
  const done = ownWork()
  if (!done) return base
  const run = withOwn(withDialogs(lesson, base, done.session), done.commands, done.policies)
  checkAdmitted(lesson, run)
  return run
}
/** What the learner did by hand and in code, up to the playhead; null: nothing yet. */
export function ownWork(): (Pick<RunValue, 'commands' | 'policies'> & { session: Session }) | null {
  const { own } = useStage.getState()
  if (!own) return null
  const { session, given } = own
  const branch = session.branches.find(({ id }) => id === session.active)
  const commands = (branch?.commands ?? []).slice(given).filter(({ atUs }) => atUs <= session.playheadUs)
  return { commands, policies: codesOf(commands, session), session }
}
/** Brings what the lab has of the learner's run up to date. */
export async function noteOwn(): Promise<void> {
  if (useStage.getState().stage?.kind !== 'own') return
  const session = await actions()
    .session()
    .catch(() => null)
  const given = useLessonMode.getState().mode?.given ?? 0
  if (session) useStage.setState({ own: { session, given } })
}

function codesOf(commands: readonly StampedCommand[], { policies }: Session): RunValue['policies'] {
  const named = commands.flatMap(({ command }) =>
    command.kind === 'setPolicy' && command.code !== null ? [command.code] : [],
  )
  return Object.fromEntries(named.filter((id) => Object.hasOwn(policies, id)).map((id) => [id, policies[id]]))
}
/** The settings of replication that the lesson lets one change in their dialog. */
function withDialogs(lesson: Lesson, base: RunValue, { scenario: changed }: Session): RunValue {
  if (!lesson.spec.controls.panels.includes('settings') || typeof changed === 'string') return base
  const scenario = typeof base.scenario === 'string' ? lesson.scenario : base.scenario
  const groups = scenario.groups.map((group) => {
    const other = changed.groups.find(({ id }) => id === group.id)
    return group.role === 'store' && other?.role === 'store' ? { ...group, replication: other.replication } : group
  })
  return { ...base, scenario: { ...scenario, groups } }
}

/** Other variants: the run begins again with them, up to the same moment, with what was done by hand. */
export async function chooseAnew(choices: Record<string, string>, extra: Attempt = {}): Promise<void> {
  const { lesson } = useStage.getState()
  if (!lesson) return
  await noteOwn()
  const { own } = useStage.getState()
  const atUs = Math.max(Math.round(lesson.spec.start.openS * 1e6), own?.session.playheadUs ?? 0)
  const opening = inLab(attemptRun(lesson, { choices, ...extra }), lesson.scenario, atUs)
  const branch = own?.session.branches.find(({ id }) => id === own.session.active)
  const commands = (branch?.commands ?? []).slice(own?.given ?? 0).filter((one) => one.atUs <= atUs)
  const policies = own ? codesOf(commands, own.session) : {}
  const run = {
    ...opening.run,
    policies: { ...opening.run.policies, ...policies },
    commands: [...opening.run.commands, ...commands.map((one) => ({ ...one, afterEvents: Number.MAX_SAFE_INTEGER }))],
  }
  useStage.setState({ stage: { kind: 'own' } })
  useLessonMode.setState(({ mode }) => ({ owns: true, mode: mode && { ...mode, given: opening.given } }))
  const lab = labSession(connectWorker)
  const tab = lessonTab(lesson.spec.slug, 'own')
  const { shelf } = useRoomHold.getState()
  shelf?.stands(null)
  await lab.keepAs(tab)
  if (!(await tried(lab.open(run)))) return
  shelf?.stands(tab)
  await noteOwn()
}

/** What the lab shows, with code from the beginning on: for the meter. */
export async function shownRun(): Promise<RunValue> {
  const { run } = await actions().currentRun()
  const given = useLessonMode.getState().mode?.given ?? 0
  const own = run.commands.slice(given)
  return withOwn({ ...run, commands: run.commands.slice(0, given) }, own, {})
}

/** On the picture that the lesson has something to say about. */
export function showInside(): void {
  const picture = useLessonMode.getState().mode?.controls.inside
  usePictures.setState({ open: true, ...(picture && { picture, logTo: null }) })
}

/** Opens the panel or view that a step points at; answers where it stands on the page. */
export const PLACES: Record<WatchedPart, string> = {
  map: '.graph-slot',
  spaceTime: '.graph-slot',
  consistency: '.chart-row[data-chart="consistency"]',
  availability: '.chart-row[data-chart="availability"]',
  latency: '.chart-row[data-chart="latency"]',
  timeline: '.timeline',
  screen: '.pictures-panel',
  traces: '.pictures-panel',
  verdicts: '.pictures-panel',
  signals: '.pictures-panel',
  inside: '.pictures-panel',
}
