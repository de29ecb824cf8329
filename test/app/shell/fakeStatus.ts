/** A small store of two shards and a status in which all is well, for tests to break. */
import type { JourneySummary, LabStatus, Topology } from '../../../src/lab/protocol'

export const topology: Topology = {
  scenarioId: 'small',
  zones: ['a', 'b', 'c'],
  groups: [
    { id: 'api', role: 'api', nodes: [0], shards: 0 },
    { id: 'store', role: 'store', nodes: [1, 2, 3], shards: 1 },
  ],
  nodes: [
    { index: 0, id: 'api', group: 'api', role: 'api', zone: 'a', shard: -1, replica: -1 },
    { index: 1, id: 'shard-1a', group: 'store', role: 'store', zone: 'a', shard: 0, replica: 0 },
    { index: 2, id: 'shard-1b', group: 'store', role: 'store', zone: 'b', shard: 0, replica: 1 },
    { index: 3, id: 'shard-1c', group: 'store', role: 'store', zone: 'c', shard: 0, replica: 2 },
  ],
  links: [
    { index: 0, from: 0, to: 1 },
    { index: 1, from: 1, to: 2 },
  ],
  journeys: ['checkout', 'dashboard'],
  tenants: [],
  keysPerShard: 100,
  reshards: false,
  features: [],
  mode: 'quorum',
  reads: [{ journey: 'dashboard', step: 0, consistency: null }],
  layout: {},
  openAtUs: 30_000_000,
}

export function summary(journey: string, change: Partial<JourneySummary> = {}): JourneySummary {
  return { journey, perSecond: 100, okRatio: 1, staleRatio: 0, staleMaxUs: 0, p99Us: 90_000, ...change }
}

export function status(change: Partial<LabStatus> = {}): LabStatus {
  return {
    timeUs: 40_000_000,
    endUs: 40_000_000,
    events: 1000,
    fingerprint: { hex: '0123456789abcdef', atUs: 40_000_000, events: 1000 },
    branches: [{ id: 0, parent: null, forkAtUs: 0, endUs: 40_000_000, name: null, commands: [] }],
    active: 0,
    compare: null,
    breaches: [],
    happenings: [],
    policies: [],
    compareIsShadow: false,
    canUndo: null,
    canRedo: null,
    summary: [summary('checkout'), summary('dashboard')],
    shardsHealthy: 4,
    shards: 4,
    shardsNow: null,
    troubles: [],
    effect: null,
    objectives: [],
    incidents: { list: [], count: 0, detectUs: NaN, mitigateUs: NaN, repairUs: NaN },
    memoryBytes: 1,
    memoryBoundBytes: 2,
    loop: null,
    ...change,
  }
}
