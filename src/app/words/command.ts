/** The door by which the command comes to its words about histories: it speaks English, and has no page to ask for a language. */
export { explained, explainedFewest, indexOf, short, told } from './explained'
export { historyProblems, verdicts } from './en/verdicts'
