export { clock } from './kernel/clock'
