/**
 * What this visitor likes, kept in this browser: theme, letter keys, sizes of panels, what is shown of the run's details,
 * where groups of each scenario's map were dragged to.
 * Refused storage means that it is forgotten, nothing worse.
 */
import type { View } from '../store'
import type { Offsets } from '../graph/map/layout'
import { usePositions } from '../graph/positionStore'
import { useView } from '../store'

const KEY = 'faultline.preferences'
const KEPT = ['theme', 'letterKeys', 'more', 'follow'] as const

export type PanelSizes = {
  charts: number
  left: number
  lesson: number
  code: number
  pictures: number
  inspector: number
}
export const SIZES: PanelSizes = { charts: 320, left: 320, lesson: 416, code: 456, pictures: 416, inspector: 320 }

interface Preferences {
  view: Partial<Pick<View, (typeof KEPT)[number]>>
  sizes: Partial<PanelSizes>
  moved: Record<string, Offsets> // by scenario
  welcomed: boolean // has seen or put away the things to try
  plainEditor: boolean // writes code in a plain field
  pauseOnFailure: boolean // time stops when the learner's code fails
  lessonLanguage: string | null // chosen by hand; null: as the browser asks
}

function read(): Preferences {
  const empty: Preferences = {
    view: {},
    sizes: {},
    moved: {},
    welcomed: false,
    plainEditor: false,
    pauseOnFailure: false,
    lessonLanguage: null,
  }
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
    return { ...empty, ...found }
  } catch {
    return empty
  }
}

let preferences: Preferences | null = null
export function preference(): Preferences {
  return (preferences ??= read())
}

export function prefer(change: Partial<Preferences>): void {
  preferences = { ...preference(), ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // kept for this visit only
  }
}

/** Brings the view to what was preferred, draws the theme, and remembers from here on. */
export function followPreferences(): void {
  followPositions()
  const { theme, letterKeys, more, follow } = preference().view
  useView.getState().set({
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    letterKeys: letterKeys !== false,
    more: more === true,
    follow: follow !== false,
  })
  showTheme(useView.getState().theme)
  useView.subscribe((view, before) => {
    if (view.theme !== before.theme) showTheme(view.theme)
    if (KEPT.every((key) => view[key] === before[key])) return
    prefer({ view: { theme: view.theme, letterKeys: view.letterKeys, more: view.more, follow: view.follow } })
  })
}

const MOVED_AFTER_MS = 300

/** Brings dragged groups back to where they were left, and remembers the next ones once they are let go. */
function followPositions(): void {
  usePositions.setState({ offsets: preference().moved })
  let timer = 0
  usePositions.subscribe(({ offsets }) => {
    clearTimeout(timer)
    if (!useView.getState().embedded) timer = window.setTimeout(() => prefer({ moved: offsets }), MOVED_AFTER_MS)
  })
}

function showTheme(theme: View['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
