import { clock } from '../../kernel/clock'
import { types } from '../faultline'
export const contract = clock + types
