/** Lessons: loaded when one is opened. */
export { LessonPlace } from './LessonPlace'
