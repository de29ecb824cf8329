/** The swarm test's entry: what a seed draws, and what must hold of it. */
export { checkCase } from './swarm/checkCase'
export type { CaseReport } from './swarm/checkCase'
export { drawCase } from './swarm/drawCase'
export type { SwarmCase } from './swarm/drawCase'
