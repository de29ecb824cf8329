/** The contracts of decisions, and what is built in. */
export { CONTRACT_NAMES, codeOf } from './codes'
export type { ContractName } from './codes'
export type { AnswerProblem, Contract, Decision, Moment } from './contract'
