/** The door by which the command comes to its words about histories and learners' code: it speaks English, and has no page to ask for a language. */
export { explained, explainedFewest, indexOf, short, told } from './explained'
export { decisionName } from './en/decisions'
export { policyProblems } from './en/policyProblems'
export { historyProblems, verdicts } from './en/verdicts'
export { homework } from './en/homework'
export { homeworkProblems } from './en/homeworkProblems'
export { lessonProblems } from './en/lessonProblems'
