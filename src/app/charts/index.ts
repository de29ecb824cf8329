/**
 * The charts' room: what the page shows of it. What a tick asks for the charts (`chartRequest`) stands in chartRequest.ts by
 * itself, so that the first frames do not wait for the charts to load.
 */
export { Charts } from './Charts'
export { EffectCard } from './EffectCard'
export { Timeline } from './Timeline'
