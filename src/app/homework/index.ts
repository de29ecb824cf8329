/** Homework without a server: given to learners, worked on in the lesson's place, and judged on the teacher's page. */
export { HomeworkPlace } from './HomeworkPlace'
