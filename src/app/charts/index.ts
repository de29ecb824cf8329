/** The charts' room: what the rest of the page may use of it. */
export { chartRequest } from './chartRequest'
export { Charts } from './Charts'
export { EffectCard } from './EffectCard'
export { Timeline } from './Timeline'
