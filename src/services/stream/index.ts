/** Streams: the roles and what must hold of them, which only a scenario that has one needs. */
import type { Role } from '../../cluster'
import { consumer } from './consumer'
import { stream } from './stream'

export { streamInvariants } from './invariants'
export type { StreamMemory } from './invariants'

export const streamRoles: Record<'stream' | 'consumer', Role> = { stream, consumer }
