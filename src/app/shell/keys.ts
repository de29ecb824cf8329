/**
 * Keys that work wherever the focus is: Ctrl+K finds, Ctrl+Z and Ctrl+Shift+Z take back and bring back, space plays and
 * pauses unless something focused wants it, ? helps. Single characters can be switched off with the letter keys.
 */
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { closePictures, usePictures } from '../pictures'
import { useView } from '../store'
import { closeStudio } from '../studio/studioStore'
import { stopWatching, useWatch } from '../watch'
import { words } from '../words'
import { forgetTyped, heldForPalette } from './palette/typedEarly'

const WANTS_KEYS =
  'input, textarea, select, button, a, summary, [contenteditable], [role="slider"], [role="button"], [tabindex]'

export function listenToKeys(): () => void {
  window.addEventListener('keydown', holdEarly, true)
  window.addEventListener('keydown', onKey)
  return () => {
    window.removeEventListener('keydown', holdEarly, true)
    window.removeEventListener('keydown', onKey)
  }
}

/** Before whatever has the focus: on the map single letters act. */
function holdEarly(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (useView.getState().panel !== 'palette' || !heldForPalette(event.key)) return
  event.preventDefault()
  event.stopPropagation()
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return
  const view = useView.getState()
  const target = event.target instanceof HTMLElement || event.target instanceof SVGElement ? event.target : null
  const typing = target?.matches('input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea') ?? false
  const done = (): void => event.preventDefault()
  const lesson = useLessonMode.getState().mode
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase()
    if (key === 'k') {
      if (lesson) return
      done()
      forgetTyped()
      view.set({ panel: view.panel === 'palette' ? 'none' : 'palette' })
    } else if (key === 'z' && !typing) {
      done()
      void (event.shiftKey ? actions().redo() : actions().undo())
    } else if (key === 'y' && !typing) {
      done()
      void actions().redo()
    }
    return
  }
  if (typing) return
  if (event.key === ' ' && !lesson?.held && !target?.closest(WANTS_KEYS)) {
    done()
    view.set({ playing: !view.playing })
  } else if (event.key === '?' && view.letterKeys) {
    done()
    view.set({ panel: 'help' })
  } else if (
    event.key.toUpperCase() === words().stores.insideKey &&
    view.letterKeys &&
    view.panel === 'none' &&
    !lesson
  ) {
    done()
    usePictures.setState(({ open }) => ({ open: !open }))
  } else if (event.key === 'Escape') {
    if (view.tool !== 'select') view.set({ tool: 'select' })
    else if (target?.closest('.studio-panel')) closeStudio()
    else if (view.panel !== 'none') view.set({ panel: 'none' })
    else if (useWatch.getState().watched) stopWatching()
    else if (view.selection) view.set({ selection: null })
    else closePictures()
  }
}
