/** Objectives of a run: what journeys promise, how fast their error budgets burn, which alerts fire, and incidents. */
export type { Incident } from './incidents'
export { alertRulesFor } from './objective'
export { Objectives } from './objectives'
export { objectiveStates } from './objectiveState'
export type { ObjectiveState } from './objectiveState'
export { OwnActs } from './ownActs'
export type { OwnAct } from './ownActs'
