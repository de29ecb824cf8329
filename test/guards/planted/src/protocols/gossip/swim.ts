import { log } from '../raft/log'
export const swim = log
