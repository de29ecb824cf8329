/**
 * The draft that is open: its files, what they read to, and every step back. Forms change lesson.json and text.md as the files stand at that
 * moment; all is kept in this browser a moment after it was changed.
 */
import { create } from 'zustand'
import type { Note } from '../../lessons/author/recording'
import { counted } from '../../lessons/author/spec'
import type { Lesson, LessonFiles, LessonRead } from '../../lessons/load'
import { loadPresetOf, readDraft, TEXT_FILE } from '../../lessons/load'
import type { Section } from '../../lessons/progress'
import { activeLanguage } from '../words'
import type { DraftRow, Storage } from './draftKeeper'
import {
  forgetAside,
  forgetDraft,
  isDraftKey,
  keepDraft,
  keepOpenInTab,
  keptDraft,
  keptDrafts,
  openInTab,
} from './draftKeeper'

const STEPS_BACK = 100
/** Letters typed one after the other are one step back. */
const ONE_STEP_MS = 1_500
const REST_MS = 150

export type PartName = 'start' | 'guess' | 'goals' | 'ways' | 'words' | 'files' | 'check' | 'hand'

interface Drafting {
  rows: DraftRow[]
  open: string | null
  files: LessonFiles
  /** As the files stood a moment ago. */
  read: LessonRead
  /** The last that could be shown. */
  shown: Lesson | null
  back: LessonFiles[]
  forth: LessonFiles[]
  /** What the last recording could not say as it was. */
  notes: Note[]
  part: PartName
  /** Of text.md, where the caret is to go. */
  caret: number | null
  /** Which section is being written: the preview follows. */
  section: Section | null
  /** Drafts that could not be read, as they were found. */
  aside: string[]
  storage: Storage
  removed: { id: string; files: LessonFiles } | null
  elsewhere: boolean // another tab has changed this draft
}
const NOTHING: LessonRead = { lesson: null, problems: [] }

export const useDraft = create<Drafting>()(() => {
  const { rows, aside, storage } = keptDrafts()
  return {
    rows,
    open: null,
    files: {},
    read: NOTHING,
    shown: null,
    back: [],
    forth: [],
    notes: [],
    part: 'start',
    caret: null,
    section: null,
    aside,
    storage,
    removed: null,
    elsewhere: false,
  }
})

let typedAtMs = 0
let typedIn = ''
let timer = 0

/** A draft of its own, and opens it. */
export async function addDraft(files: LessonFiles, notes: Note[] = []): Promise<void> {
  const id = crypto.getRandomValues(new Uint32Array(2)).join('-')
  await show(id, files, notes)
  keep()
}
export async function openDraft(id: string): Promise<void> {
  const files = keptDraft(id)
  if (files) await show(id, files, [])
}
/** The draft that was open in this tab before a reload. */
export async function openAgain(): Promise<void> {
  const { open } = useDraft.getState()
  const id = open === null ? openInTab() : null
  if (id !== null) await openDraft(id)
}
async function show(id: string, files: LessonFiles, notes: Note[]): Promise<void> {
  keepNow()
  const read = await readNow(files)
  keepOpenInTab(id)
  useDraft.setState({
    open: id,
    files,
    read,
    shown: read.lesson,
    notes,
    back: [],
    forth: [],
    part: 'start',
    section: null,
    caret: null,
    elsewhere: false,
  })
}
export function closeDraft(): void {
  keepNow()
  keepOpenInTab(null)
  useDraft.setState({ open: null, files: {}, read: NOTHING, shown: null, back: [], forth: [], notes: [] })
}
/** It can be taken back while the page is open. */
export function removeDraft(id: string): void {
  const { open } = useDraft.getState()
  const files = keptDraft(id)
  if (open === id) closeDraft()
  forgetDraft(id)
  useDraft.setState({ removed: files && { id, files } })
  lookForDrafts()
}
export async function takeBackDraft(): Promise<void> {
  const { removed } = useDraft.getState()
  if (!removed) return
  useDraft.setState({ removed: null })
  await show(removed.id, removed.files, [])
  keep()
}

/** A file as it is being typed. */
export function type(file: string, text: string): void {
  const { files } = useDraft.getState()
  put({ ...files, [file]: text }, !isSameStep(file))
}
function isSameStep(typing: string): boolean {
  const nowMs = Date.now()
  const same = typing !== '' && typedIn === typing && nowMs - typedAtMs < ONE_STEP_MS
  typedIn = typing
  typedAtMs = nowMs
  return same
}
/** A form's change, of the lesson as it stands; nothing where it cannot be read. `typing`: the field in which letters follow each other. */
export function edit(change: (lesson: Lesson) => LessonFiles, typing = ''): void {
  const { lesson } = readDraft(useDraft.getState().files, activeLanguage())
  if (!lesson) return
  put(change(lesson), !isSameStep(typing))
  void look()
}
export function replaceFiles(files: LessonFiles): void {
  typedIn = ''
  put(files, true)
  void look()
}
export function stepBack(): void {
  const { back, forth, files } = useDraft.getState()
  const before = back.at(-1)
  if (!before) return
  typedIn = ''
  useDraft.setState({ files: before, back: back.slice(0, -1), forth: [...forth, files] })
  soon()
}
export function stepForth(): void {
  const { back, forth, files } = useDraft.getState()
  const next = forth.at(-1)
  if (!next) return
  typedIn = ''
  useDraft.setState({ files: next, back: [...back, files], forth: forth.slice(0, -1) })
  soon()
}

function put(files: LessonFiles, step: boolean): void {
  const { files: before, back } = useDraft.getState()
  if (files === before) return
  useDraft.setState({ files, forth: [], ...(step ? { back: [...back, before].slice(-STEPS_BACK) } : {}) })
  soon()
}
function soon(): void {
  clearTimeout(timer)
  timer = window.setTimeout(() => {
    timer = 0
    void look().then(keep)
  }, REST_MS)
}

/** Reads the files as they stand; hints and further reading are counted meanwhile. */
async function look(): Promise<void> {
  const { files, open } = useDraft.getState()
  if (open === null) return
  let read = await readNow(files)
  if (useDraft.getState().files !== files) return
  if (read.lesson && TEXT_FILE in files) {
    const next = counted(files, read.lesson.spec)
    if (next !== files) {
      read = readDraft(next, activeLanguage())
      useDraft.setState({ files: next })
    }
  }
  useDraft.setState(({ shown }) => ({ read, shown: read.lesson ?? shown }))
}
async function readNow(files: LessonFiles): Promise<LessonRead> {
  await loadPresetOf(files)
  return readDraft(files, activeLanguage())
}

function lookForDrafts(): void {
  const { rows, aside } = keptDrafts()
  useDraft.setState({ rows, aside })
}
/** Of drafts that could not be read. */
export function dropAside(): void {
  forgetAside()
  lookForDrafts()
}

function keep(): void {
  const { open, files } = useDraft.getState()
  if (open === null) return
  const storage = keepDraft(open, files, Date.now())
  useDraft.setState({ storage })
  lookForDrafts()
}
function keepNow(): void {
  if (timer === 0) return
  clearTimeout(timer)
  timer = 0
  keep()
}

/** While the page is open: keeps what is not kept yet before it goes, and hears of other tabs. */
export function watchDrafts(): () => void {
  const heard = ({ key }: StorageEvent): void => {
    const { open, files } = useDraft.getState()
    lookForDrafts()
    if (open === null || !isDraftKey(key, open)) return
    const theirs = keptDraft(open)
    useDraft.setState({ elsewhere: theirs !== null && JSON.stringify(theirs) !== JSON.stringify(files) })
  }
  window.addEventListener('storage', heard)
  window.addEventListener('pagehide', keepNow)
  return () => {
    keepNow()
    window.removeEventListener('storage', heard)
    window.removeEventListener('pagehide', keepNow)
  }
}
/** What the other tab made of it, with one's own a step back; or one's own for both. */
export function settle(take: 'theirs' | 'mine'): void {
  const { open } = useDraft.getState()
  const theirs = open === null ? null : keptDraft(open)
  useDraft.setState({ elsewhere: false })
  if (take === 'theirs' && theirs) replaceFiles(theirs)
  else keep()
}

/** Where a learner meets what is made there. */
const READ_IN: Partial<Record<PartName, Section>> = {
  start: 'question',
  guess: 'prediction',
  goals: 'change',
  ways: 'change',
}

export function goTo(part: PartName, caret: number | null = null): void {
  const section = READ_IN[part]
  useDraft.setState({ part, caret, ...(section ? { section } : {}) })
}
