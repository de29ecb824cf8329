import { node } from '../cluster/node'
export const above = node
