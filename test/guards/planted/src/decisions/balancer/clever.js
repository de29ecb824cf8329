import { clock } from '../../kernel/clock'
import { contract } from './contract'
export const clever = contract + clock
