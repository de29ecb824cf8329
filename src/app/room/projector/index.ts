export { ProjectorRoom } from './ProjectorRoom'
