/** The lesson that was worked on last, as the start page says it before anything of lessons is loaded. */
const KEY = 'faultline.lessons.place'

export interface LessonAt {
  slug: string
  title: string
}

/** null: none, or this browser keeps nothing. */
export function lessonPlace(): LessonAt | null {
  try {
    const { slug, title } = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<LessonAt>
    return typeof slug === 'string' && typeof title === 'string' ? { slug, title: title.slice(0, 120) } : null
  } catch {
    return null
  }
}
export function keepLessonPlace(place: LessonAt | null): void {
  try {
    if (place) localStorage.setItem(KEY, JSON.stringify(place))
    else localStorage.removeItem(KEY)
  } catch {
    // the start page then offers the first lesson
  }
}
