export { LearnerRoom } from './LearnerRoom'
