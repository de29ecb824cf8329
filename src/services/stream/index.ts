/** Streams: the roles, which only a scenario that has one needs, and what configures them. */
import type { Role } from '../../cluster'
import { consumer } from './consumer'
import { stream } from './stream'

export const streamRoles: Record<'stream' | 'consumer', Role> = { stream, consumer }
