export { node } from '../cluster/node'
