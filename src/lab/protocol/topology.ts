/** Static facts of the opened scenario, sent once. */
import type { Consistency, FeatureFlag } from '../../cluster/command'
import type { ModeName } from '../../scenarios/modes'

export interface Topology {
  scenarioId: string
  zones: string[]
  groups: { id: string; role: string; nodes: number[]; shards: number; grows?: boolean }[] // shards: with the spare ones; 0 unless a store. grows: instances can be added and drained
  nodes: { index: number; id: string; group: string; role: string; zone: string; shard: number; replica: number }[] // shard -1: none
  links: { index: number; from: number; to: number }[] // directed
  journeys: string[]
  tenants: string[] // none where users are not told apart
  keysPerShard: number // 0: keys are not split by range, evenly
  reads: { journey: string; step: number; consistency: Consistency | null }[] // null: what its R comes to
  features: FeatureFlag[] // that can be switched off
  mode: ModeName | null // how the store replicates; null: there is none
  reshards: boolean // whether its shards can be added and removed while it runs
  layout: { [group: string]: { x: number; y: number } }
  openAtUs: number
}
