/**
 * What a learner is writing: files by run and decision, kept in this browser at every stroke, so that a reload and a worker's crash
 * cost nothing. Where storage is refused they stay while the page is open, and that is said.
 */
import { create } from 'zustand'
import type { ContractName } from '../../decisions'
import type { PolicyCode } from '../../policies'

const KEY = 'faultline.drafts'
const MOST = 40

export interface Draft extends Pick<PolicyCode, 'entry' | 'files'> {
  editedAtMs: number
}
interface Drafts {
  byKey: Record<string, Draft>
  storage: 'kept' | 'full' | 'refused'
}

export function draftKey(scenario: string, seed: number, contract: ContractName): string {
  return `${scenario} ${seed} ${contract}`
}

export const useDrafts = create<Drafts>()(() => ({ byKey: read(), storage: 'kept' }))

export function keepDraft(key: string, code: Pick<PolicyCode, 'entry' | 'files'>): void {
  write({ ...useDrafts.getState().byKey, [key]: { entry: code.entry, files: code.files, editedAtMs: Date.now() } })
}
export function forgetDraft(key: string): void {
  const { [key]: gone, ...others } = useDrafts.getState().byKey
  if (gone) write(others)
}

function write(byKey: Record<string, Draft>): void {
  const newest = Object.entries(byKey).sort(([, a], [, b]) => b.editedAtMs - a.editedAtMs)
  const kept = Object.fromEntries(newest.slice(0, MOST))
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
    useDrafts.setState({ byKey: kept, storage: 'kept' })
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError'
    useDrafts.setState({ byKey: kept, storage: full ? 'full' : 'refused' })
  }
}

/** What is not shaped like a draft is left out. */
function read(): Record<string, Draft> {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Draft] => isDraft(entry[1])))
  } catch {
    return {}
  }
}
function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false
  const { entry, files, editedAtMs } = value as Partial<Draft>
  if (typeof entry !== 'string' || typeof editedAtMs !== 'number' || typeof files !== 'object') return false
  return entry in files && Object.values(files).every((text) => typeof text === 'string')
}
