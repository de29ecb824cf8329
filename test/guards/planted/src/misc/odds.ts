import { nowhere } from './nowhere'
export const odds = nowhere
