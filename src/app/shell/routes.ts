/**
 * Where the visitor is, told by the address's hash alone, so that the site works from any folder without a server.
 * An unknown or not yet existing place is a route too: it gets a plain page with a way back.
 */
import { useSyncExternalStore } from 'react'

export type Route =
  | { at: 'home' }
  | { at: 'lab'; preset: string | null; seed: number | null; link: string | null; embed: boolean }
  | { at: 'accuracy' }
  | { at: 'history' }
  | { at: 'course' }
  | { at: 'author'; then: string } // `record`: a lesson of the run in the lab; `ways`: a way that was shown there
  | { at: 'lesson'; slug: string | null; link: string | null; step: string | null }
  | { at: 'homework'; part: 'start' | 'given' | 'make' | 'judge'; link: string | null }
  | { at: 'room'; query: string }
  | { at: 'session' } // a room's, read from its file
  | { at: 'unknown'; path: string }

export function parseHash(hash: string): Route {
  const [path, query = ''] = split(hash.replace(/^#/, ''), '?')
  if (path === '' || path === '/') return { at: 'home' }
  if (path === '/accuracy') return { at: 'accuracy' }
  if (path === '/history') return { at: 'history' }
  if (path === '/course') return { at: 'course' }
  if (path === '/homework' || path.startsWith('/homework/')) return homeworkRoute(path, query)
  if (path === '/session') return { at: 'session' }
  if (path === '/room') return { at: 'room', query }
  if (path === '/author') return { at: 'author', then: query }
  if (path === '/lesson' || path.startsWith('/lesson/')) return lessonRoute(path.slice('/lesson/'.length), query)
  if (path !== '/lab') return { at: 'unknown', path: path.slice(0, 60) }
  const asked = new URLSearchParams(query)
  const seed = asked.get('seed')
  return {
    at: 'lab',
    preset: asked.get('preset'),
    seed: seed !== null && /^\d{1,16}$/.test(seed) && Number.isSafeInteger(Number(seed)) ? Number(seed) : null,
    link: asked.get('run'),
    embed: asked.has('embed'),
  }
}

/** One of the house by its slug, or one from outside by link (`from`) or as it was opened from a file (neither). */
function lessonRoute(slug: string, query: string): Route {
  const asked = new URLSearchParams(query)
  return {
    at: 'lesson',
    slug: slug === '' ? null : slug.slice(0, 60),
    link: asked.get('from'),
    step: asked.get('step'),
  }
}

/** An assignment by link (`from`) or as it was opened from a file (`given`); where one is made; where submissions are judged. */
function homeworkRoute(path: string, query: string): Route {
  const link = new URLSearchParams(query).get('from')
  if (path === '/homework') return { at: 'homework', part: link === null ? 'start' : 'given', link }
  const part = (['given', 'make', 'judge'] as const).find((name) => path === `/homework/${name}`)
  return part ? { at: 'homework', part, link: null } : { at: 'unknown', path: path.slice(0, 60) }
}

function split(text: string, at: string): [string, string?] {
  const index = text.indexOf(at)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}

export function lessonHash(slug: string): string {
  return `#/lesson/${encodeURIComponent(slug)}`
}

export function labHash(preset: string, seed?: number): string {
  return `#/lab?preset=${encodeURIComponent(preset)}${seed === undefined ? '' : `&seed=${String(seed)}`}`
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The hash itself (a string, so that React sees whether it changed). */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash)
}
