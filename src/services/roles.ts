/** Every role that can stand in a cluster. A replication mode is a role for the store's nodes; registering one here adds it. */
import type { Role } from '../cluster'
import { quorumReplica } from '../protocols/quorum/role'
import { api } from './api'
import { balancer } from './balancer'
import { cache } from './cache'
import { clients } from './clients'
import { dependency } from './dependency'
import { jobQueue } from './jobQueue'
import { pushQueue } from './pushQueue'
import { server } from './server'
import { worker } from './worker'

export const roles: Record<
  | 'clients'
  | 'balancer'
  | 'api'
  | 'quorumReplica'
  | 'cache'
  | 'jobQueue'
  | 'pushQueue'
  | 'worker'
  | 'dependency'
  | 'server',
  Role
> = {
  clients,
  balancer,
  api,
  quorumReplica,
  cache,
  jobQueue,
  pushQueue,
  worker,
  dependency,
  server,
}
