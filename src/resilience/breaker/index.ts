/** The circuit breaker: its table, its machine, its windows, and the presets of libraries. */
export type { Breaker, BreakerDeciders } from './breaker'
export { askBreaker, breakerAt, callEnded, callOff, forceBreaker, mayCall, newBreaker, ratesOf } from './breaker'
export type { BreakerConfig, WindowConfig } from './config'
export type { BreakerPreset } from './presets'
export { BREAKER_PRESETS, cockatielSampling, countBreaker, presetWith } from './presets'
export { BREAKER_EVENTS, BREAKER_MODES, BREAKER_TABLE, COMMANDED, nextMode } from './table'
export type { BreakerEvent, BreakerMode } from './table'
