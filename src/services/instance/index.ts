/** Instances of stateless services: health checks, reports, being added and drained. */
export type { InstanceConfig } from './config'
export { REPORT_US } from './config'
export { ORDER, asInstance } from './role'
