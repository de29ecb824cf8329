/** A stateless API instance. */
export type { ApiConfig, ApiState } from './request'
export type { CopiesConfig } from './copyCall'
export { API_TIMER } from './request'
export { api } from './role'
export { apiQuorumRules } from './storePart'
