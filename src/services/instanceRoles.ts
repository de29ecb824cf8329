/** The roles of balancers that know their instances, and of what stands around such services: a built page loads them on demand. */
import type { Role } from '../cluster'
import { autoscaler } from './autoscaler'
import { fanOutServer } from './fanOut'
import { pool } from './pool'

export const instanceRoles = { pool, fanOutServer, autoscaler } satisfies Record<string, Role>
