import { log } from '../raft/log'
import { swim } from '../gossip/swim'
export const group = log + swim
