/**
 * Drafts in this browser, one under each key of its own, so that two tabs with two drafts never overwrite each other. What cannot be read is
 * put under another key, not deleted.
 */
import type { LessonFiles } from '../../lessons/load'
import { filesOfParcel, parcelText } from '../../lessons/parcel'

const KEY = 'faultline.author.draft.'
const ASIDE = 'faultline.author.aside.'
const OPEN = 'faultline.author.open'

export interface DraftRow {
  id: string
  /** As its text has it; empty: it has none. */
  title: string
  changedAtMs: number
}
export type Storage = 'kept' | 'full' | 'refused'

/** A draft's files with when they were changed, as one document. */
function draftText(files: LessonFiles, changedAtMs: number): string {
  return JSON.stringify({ changedAtMs, lesson: parcelText(files) })
}
function fromText(text: string): { files: LessonFiles; changedAtMs: number } | null {
  try {
    const { changedAtMs, lesson } = JSON.parse(text) as { changedAtMs?: unknown; lesson?: unknown }
    if (typeof changedAtMs !== 'number' || typeof lesson !== 'string') return null
    return { files: filesOfParcel(lesson), changedAtMs }
  } catch {
    return null
  }
}

export const isDraftKey = (key: string | null, id: string | null): boolean => id !== null && key === KEY + id

/** All drafts, the newest first, and what could not be read of them, as it was found. */
export function keptDrafts(): { rows: DraftRow[]; aside: string[]; storage: Storage } {
  const rows: DraftRow[] = []
  const aside: string[] = []
  try {
    const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '')
    for (const key of keys.filter((one) => one.startsWith(ASIDE))) aside.push(localStorage.getItem(key) ?? '')
    for (const key of keys.filter((one) => one.startsWith(KEY))) {
      const text = localStorage.getItem(key) ?? ''
      const draft = fromText(text)
      const id = key.slice(KEY.length)
      if (draft) rows.push({ id, title: titleOf(draft.files), changedAtMs: draft.changedAtMs })
      else {
        localStorage.setItem(ASIDE + id, text)
        localStorage.removeItem(key)
        aside.push(text)
      }
    }
  } catch {
    return { rows, aside, storage: 'refused' }
  }
  return { rows: rows.sort((a, b) => b.changedAtMs - a.changedAtMs), aside, storage: 'kept' }
}
export function titleOf(files: LessonFiles): string {
  return (/^#\s+(.*)$/m.exec(files['text.md'] ?? '')?.[1] ?? '').slice(0, 80)
}

export function forgetAside(): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '')
    for (const key of keys.filter((one) => one.startsWith(ASIDE))) localStorage.removeItem(key)
  } catch {
    // refused: there is nothing to forget
  }
}

export function keptDraft(id: string): LessonFiles | null {
  try {
    return fromText(localStorage.getItem(KEY + id) ?? '')?.files ?? null
  } catch {
    return null
  }
}
export function keepDraft(id: string, files: LessonFiles, nowMs: number): Storage {
  try {
    localStorage.setItem(KEY + id, draftText(files, nowMs))
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'refused'
  }
}
export function forgetDraft(id: string): void {
  try {
    localStorage.removeItem(KEY + id)
  } catch {
    // refused: there is nothing to forget
  }
}

/** Which draft is open in this tab, over a reload. */
export function keepOpenInTab(id: string | null): void {
  try {
    if (id === null) sessionStorage.removeItem(OPEN)
    else sessionStorage.setItem(OPEN, id)
  } catch {
    // refused: after a reload it is chosen from the list
  }
}
export function openInTab(): string | null {
  try {
    return sessionStorage.getItem(OPEN)
  } catch {
    return null
  }
}
