import { clock } from '../kernel/clock'
export const node = clock
