/** Load shedding and the order of service: what a group's `capacity.admission` becomes. */
export { admissionOf } from './admission'
export type { AdmissionConfig, Order } from './config'
