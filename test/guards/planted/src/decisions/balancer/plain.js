import { types } from '../faultline'
export const plain = types
