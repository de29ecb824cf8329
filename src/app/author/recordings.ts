/** From the lab to the draft and back: a lesson of the run that is open there, and the lesson's start opened there for a way to be shown. */
import type { RecordingWords } from '../../lessons/author/recording'
import { recordLesson } from '../../lessons/author/recording'
import { withSpec, withText } from '../../lessons/author/spec'
import type { StepWords } from '../../lessons/author/steps'
import { setExperiment } from '../../lessons/author/steps'
import { startRun } from '../../lessons/author/ways'
import type { Lesson } from '../../lessons/load'
import { TEXT_FILE } from '../../lessons/load'
import { useLessonMode } from '../lessonMode'
import { labSession } from '../shell/labSession'
import { toRestore } from '../shell/openRoute'
import { savedRuns, tabName } from '../shell/runStore'
import { connectWorker } from '../shell/workerConnection'
import { textOf } from '../lesson/Prose'
import { useLab, useView } from '../store'
import { words } from '../words'
import { addDraft, edit } from './draftStore'
import type { OpenRun } from './openRun'

export function stepWords(): StepWords {
  const w = words()
  return { play: w.author.play, act: (command) => w.faults.act(command) }
}
function recordingWords({ scenario }: OpenRun): RecordingWords {
  const w = words()
  return { ...stepWords(), title: w.author.recordedTitle(w.shell.presetName(scenario.id)), asItIs: w.author.asItIs }
}

export async function recordAnew(open: OpenRun): Promise<void> {
  const { files, notes } = recordLesson(open.run, open.scenario, recordingWords(open))
  await addDraft(files, notes)
}
/** The files of a lesson of this run. */
export function recordedOf(open: OpenRun): ReturnType<typeof recordLesson> {
  return recordLesson(open.run, open.scenario, recordingWords(open))
}

/** Who does what was done: what happens by itself, in every attempt too, or the learner in the experiment. */
export function happenBy(whom: 'themselves' | 'learner'): void {
  edit((lesson) => {
    let text = lesson.files[TEXT_FILE] ?? ''
    const files = withSpec(lesson.files, lesson.spec, (spec) => {
      text = setExperiment(spec, text, whom === 'themselves', stepWords())
    })
    return withText(files, () => text)
  })
}

/** Opens the lesson's start in the sandbox; the run that stood there is set aside, as when another preset is opened. */
export async function showStart(lesson: Lesson): Promise<void> {
  const session = labSession(connectWorker)
  const inLab = useLab.getState().opened !== null && !useLessonMode.getState().owns
  const before = inLab ? await session.session().catch(() => null) : toRestore(await savedRuns(), tabName())
  await session.keepAs(tabName())
  useLessonMode.setState({ owns: false, recording: textOf(lesson.text.title) })
  useView.getState().set({ playing: false, speed: 1, panel: 'none', map: lesson.spec.controls.view, embedded: false })
  try {
    await session.open(startRun(lesson))
  } catch {
    useLessonMode.setState({ recording: null })
    return // told in the lab
  } finally {
    window.location.hash = '#/lab'
  }
  if (before) useLab.setState({ previous: before })
}
