/** In the place of the lab's top bar: the way back to the course, undo always in sight, the panels of this lesson, the way out. */
import { closePictures, usePictures } from '../pictures'
import { UndoRedo } from '../shell/TopBar'
import type { LessonPanel } from '../../lessons/lesson'
import { useLessonMode } from '../lessonMode'
import { useLab, useView } from '../store'
import { searchTraces } from '../traces/traceStore'
import { openTrial } from '../trial'
import { showWitness } from '../verdicts/verdictStore'
import { words } from '../words'
import { useLesson } from './lessonContext'
import { Words } from './Prose'
import { showInside, takeToSandbox } from './stage'

type Opened = Exclude<LessonPanel, 'code' | 'screen'>
const OPENS: Record<Opened, () => void> = {
  traces: () => searchTraces(),
  signals: () => useView.getState().set({ panel: 'signals' }),
  verdicts: () => showWitness(),
  inside: () => (usePictures.getState().open ? closePictures() : showInside()),
  settings: () => useView.getState().set({ panel: 'storeSettings' }),
  compare: () => openTrial(),
}

/** Beside a lesson there is room for a panel or for what is selected, not for both. */
function openPanel(panel: Opened): void {
  useView.getState().set({ selection: null })
  OPENS[panel]()
}

export function LessonBar() {
  const w = words()
  const { lesson, handIn } = useLesson()
  const side = useLessonMode((shown) => shown.side)
  const hasStore = useLab((lab) => (lab.opened?.topology.mode ?? null) !== null)
  const panels = lesson.spec.controls.panels.filter(
    (panel): panel is Opened => panel in OPENS && (panel !== 'inside' || hasStore),
  )
  return (
    <header className="top-bar lesson-bar">
      <a className="brand" href="#/">
        {w.shell.name}
      </a>
      {handIn === null ? <a href="#/course">{w.lessons.bar.course}</a> : <a href="#/homework">{w.homework.title}</a>}
      <span className="lesson-title">
        <Words inlines={lesson.text.title} />
      </span>
      <div className="side-switch" role="group" aria-label={w.lessons.bar.sides}>
        {(['read', 'lab'] as const).map((name) => (
          <button
            key={name}
            className="plain"
            aria-pressed={side === name}
            onClick={() => useLessonMode.setState({ side: name })}
          >
            {w.lessons.bar[name]}
          </button>
        ))}
      </div>
      <span className="spring" />
      <UndoRedo always />
      {panels.map((panel) => (
        <button key={panel} className="plain lesson-panel-button" onClick={() => openPanel(panel)}>
          {w.lessons.bar.panels[panel]}
        </button>
      ))}
      <button className="plain lesson-leave" title={w.lessons.bar.sandboxHint} onClick={() => void takeToSandbox()}>
        {w.lessons.bar.sandbox}
      </button>
    </header>
  )
}
