/**
 * The checkers' entry: histories that clients saw, read from text or recorded here, and judges of them. They need no
 * simulation: a history of a real database is judged by the same code.
 */
export { FORMATS, HISTORY_LIMITS, guessFormat, readHistory, writeCsv, writeJepsenEdn, writeJepsenJson } from './formats'
export { History } from './history/history'
export type { EventType, HistoryEvent } from './history/history'
export { Operations } from './history/operations'
export type { Operation, Outcome } from './history/operations'
export { textOf } from './history/values'
export type { Value } from './history/values'
export { guessModel } from './guess'
export { MODELS, judge } from './judge'
export { DEFAULT_OPTIONS } from './verdict'
export type { Anomaly, JudgeOptions, Verdict } from './verdict'
export type { Violation } from './linearizability/explain'
export { CONSISTENCY_MODELS, standingOf } from './models'
export type { Evidence, Standing } from './models'
export type { CycleFound } from './transactions/check'
export { LiveLinearizability } from './linearizability/live'
export type { Model, Reason } from './linearizability/model'
export { LINEARIZABLE_MODELS } from './linearizability/models'
export { shrink } from './linearizability/shrink'
export type { Shrunk } from './linearizability/shrink'
