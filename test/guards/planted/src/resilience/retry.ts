import { backoff } from './backoff'
export const retry = backoff
