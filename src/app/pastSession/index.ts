export { PastSession } from './PastSession'
