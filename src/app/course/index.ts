/** The course: all lessons with what is done, progress as a file, and lessons from elsewhere. */
export { Course } from './Course'
