export { Room } from './Room'
