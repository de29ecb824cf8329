/**
 * What the page and the lab's worker say to each other. The page asks (a `LabRequest`, answered once under its id) and
 * is told (a `LabPush`). The page never reaches into the world. Time is driven by the page: every animation frame it sends
 * one `tick`, the worker advances the run by at most that much and answers with one frame, so a hidden tab or a sleeping
 * machine stops virtual time without catching up.
 */
/* Runs and sessions are values that stand on the floor below: src/scenarios/run.ts. */
export type { Fingerprint, RunValue, SavedRun, Session } from '../../scenarios/run'
export type {
  Again,
  DecisionId,
  DecisionRow,
  DecisionTold,
  DecisionsQuestion,
  HandlerContext,
  Wish,
} from '../decisions/told'
export type { Kept, Span, Step, Story, Trace } from '../../telemetry'
export type * from './topology'
export * from './frame'
export type * from './status'
export type * from './questions'
export type * from './requests'
