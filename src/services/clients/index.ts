/** The users of a system. */
export { journeyEntity } from './journeys'
export { clients } from './role'
export type { ClientsConfig, JourneyPlan, StepPlan } from './state'
