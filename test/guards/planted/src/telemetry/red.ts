import { retry } from '../resilience/retry'
export const red = retry
