export { HostRoom } from './HostRoom'
