/** The services' roles. A replication mode's role, for the store's nodes, is registered with its mode (scenarios/modes). */
import type { Role } from '../cluster'
import { api } from './api'
import { balancer } from './balancer'
import { cache } from './cache'
import { clients } from './clients'
import { dependency } from './dependency'
import { jobQueue } from './jobQueue'
import { pushQueue } from './pushQueue'
import { server } from './server'
import { worker } from './worker'

export const roles = {
  clients,
  balancer,
  api,
  cache,
  jobQueue,
  pushQueue,
  worker,
  dependency,
  server,
} satisfies Record<string, Role>
