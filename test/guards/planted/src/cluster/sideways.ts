import type { Ring } from '../partitioning/ring'
export type Owner = Ring
