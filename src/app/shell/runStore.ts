/**
 * Keeps open runs in this browser: one per tab (so that two tabs never overwrite each other), the newest few of all. In
 * IndexedDB; where that is refused, in localStorage. When the page goes away there is no time for IndexedDB, so the last
 * word goes to localStorage at once and the newer of the two wins on return.
 */
import type { Session } from '../../lab/protocol'

export interface SavedRun {
  tab: string
  savedAtMs: number
  session: Session
}
export type Kept = 'kept' | 'full' | 'refused'

const DATABASE = 'faultline'
const STORE = 'runs'
const LAST_WORD = 'faultline.lastWord'
const LAST_WORD_OF_LESSON = 'faultline.lastWord.lesson'
const TAB = 'faultline.tab'
const MOST_RUNS = 6
const LESSON = 'lesson:'
const MOST_LESSONS = 40

/** This tab's name, the same after a reload; 'tab' where even sessionStorage is refused. */
export function tabName(): string {
  try {
    const known = sessionStorage.getItem(TAB)
    if (known) return known
    const name = `tab-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
    sessionStorage.setItem(TAB, name)
    return name
  } catch {
    return 'tab'
  }
}

/** Under which a lesson's run is kept: apart from the sandbox's, so that neither is lost to the other. */
export function lessonTab(slug: string, stage: string): string {
  return `${LESSON}${slug}:${stage}`
}
export const isLessons = ({ tab }: Pick<SavedRun, 'tab'>): boolean => tab.startsWith(LESSON)

/** Saves at once; false when it does not fit or is refused. */
export function saveNow(run: SavedRun): Kept {
  try {
    localStorage.setItem(isLessons(run) ? LAST_WORD_OF_LESSON : LAST_WORD, JSON.stringify(run))
    return 'kept'
  } catch (error) {
    return isFull(error) ? 'full' : 'refused'
  }
}

export async function save(run: SavedRun): Promise<Kept> {
  try {
    const database = await openDatabase()
    const store = database.transaction(STORE, 'readwrite').objectStore(STORE)
    await done(store.put(run))
    const all = newestFirst((await done(store.getAll())) as unknown[])
    const [lessons, others] = [all.filter(isLessons), all.filter((one) => !isLessons(one))]
    for (const old of [...others.slice(MOST_RUNS), ...lessons.slice(MOST_LESSONS)]) store.delete(old.tab)
    return 'kept'
  } catch (error) {
    return isFull(error) ? 'full' : saveNow(run)
  }
}

/** Every kept run, newest first; what is not shaped like one is left out. */
export async function savedRuns(): Promise<SavedRun[]> {
  const found: unknown[] = []
  try {
    for (const key of [LAST_WORD, LAST_WORD_OF_LESSON]) {
      const lastWord = localStorage.getItem(key)
      if (lastWord) found.push(JSON.parse(lastWord))
    }
  } catch {
    // refused or damaged: there is still the database
  }
  try {
    const database = await openDatabase()
    found.push(...((await done(database.transaction(STORE).objectStore(STORE).getAll())) as unknown[]))
  } catch {
    // refused: there is still the last word
  }
  return newestFirst(found)
}

/** The newest version of each tab's run. */
export function newestFirst(found: unknown[]): SavedRun[] {
  const runs = found.filter(isSavedRun).sort((a, b) => b.savedAtMs - a.savedAtMs)
  return runs.filter((run, i) => runs.findIndex((other) => other.tab === run.tab) === i)
}

function isSavedRun(value: unknown): value is SavedRun {
  if (typeof value !== 'object' || value === null) return false
  const { tab, savedAtMs, session } = value as Partial<SavedRun>
  return typeof tab === 'string' && typeof savedAtMs === 'number' && Array.isArray(session?.branches)
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'tab' })
  return done(request)
}
function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('storage refused'))
  })
}
function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
