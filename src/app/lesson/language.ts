/**
 * In which of its languages a lesson is read: the one chosen by hand, else the first of the browser's that it has, else English. A lesson
 * has as many as it has texts, `text.md` in English and `text.LANG.md` in others; the page's own words have their own (words/).
 */
import { create } from 'zustand'
import type { LessonFiles } from '../../lessons/load'
import { prefer, preference } from '../shell/preferences'

const TEXT = /^text\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md$/
const ENGLISH = 'en'

/** `chosen`: a tag, whether or not the open lesson has it; null: as the browser asks. */
export const useLessonLanguage = create<{ chosen: string | null }>()(() => ({ chosen: preference().lessonLanguage }))

export function chooseLessonLanguage(chosen: string): void {
  prefer({ lessonLanguage: chosen })
  useLessonLanguage.setState({ chosen })
}

/** English first, the others by their tags. */
export function languagesOf(files: LessonFiles): string[] {
  const others = Object.keys(files).flatMap((name) => TEXT.exec(name)?.[1] ?? [])
  return [ENGLISH, ...others.filter((tag) => tag !== ENGLISH).sort()]
}

/** Whoever asks for "de-AT" is served by "de", and by any other German where there is no plain one. */
export function languageFor(
  available: readonly string[],
  chosen: string | null,
  browser: readonly string[] = navigator.languages,
): string {
  const main = (tag: string): string => tag.split('-')[0].toLowerCase()
  for (const wanted of [...(chosen === null ? [] : [chosen]), ...browser]) {
    const same = available.find((tag) => tag.toLowerCase() === wanted.toLowerCase())
    const near = available.find((tag) => tag === main(wanted)) ?? available.find((tag) => main(tag) === main(wanted))
    if (same ?? near) return (same ?? near)!
  }
  return ENGLISH
}

/** As its own speakers call it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
