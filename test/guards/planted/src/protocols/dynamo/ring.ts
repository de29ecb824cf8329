import { swim } from '../gossip/swim'
import { log } from '../raft/log'
export const ring = log + swim
