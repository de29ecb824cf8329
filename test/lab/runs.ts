/** Small runs for the lab's tests: one quorum group under light load, and acts upon it. */
import type { Command } from '../../src/cluster'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import type { LabOptions } from '../../src/lab/lab'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'

export const small: Scenario = validateScenario({
  version: 1,
  id: 'small',
  zones: ['a'],
  latency: { kind: 'exponential', meanUs: 2_000 },
  crossZoneUs: 0,
  groups: [
    {
      id: 'users',
      role: 'clients',
      count: 1,
      zones: ['a'],
      calls: 'api',
      users: { count: 30, active: 30, zipf: 0.5 },
      journeys: [
        {
          id: 'buy',
          ratePerSecond: 30,
          deadlineUs: 300_000,
          steps: [
            { op: 'write', key: 'user', w: 1 },
            { op: 'read', key: 'user', r: 1 },
          ],
        },
      ],
    },
    { id: 'api', role: 'api', count: 2, zones: ['a'], store: 'store' },
    {
      id: 'store',
      role: 'store',
      shards: 1,
      replicas: 3,
      zones: ['a'],
      replication: { mode: 'quorum', n: 3, readRepair: false, ack: 'memory', timeoutUs: 100_000 },
      disk: { kind: 'constant', us: 100 },
      capacity: { workers: 1, queue: 20, service: { kind: 'exponential', meanUs: 2_000 } },
    },
  ],
  links: [
    { from: 'users', to: 'api' },
    { from: 'api', to: 'store' },
    { from: 'store', to: 'store' },
  ],
})

export const killB: Command = { kind: 'kill', target: { node: 'shard-1b' } }
export const slowA: Command = { kind: 'slow', target: { node: 'shard-1a' }, factor: 4 }
export const cutC: Command = {
  kind: 'cut',
  link: { from: { node: 'shard-1c' }, to: { group: 'store' } },
}
export const holdApi: Command = { kind: 'hold', link: { from: { group: 'api' }, to: { group: 'store' } } }
export const healAll: Command = { kind: 'healAll' }

export function labAt(timeUs: number, seed = 7, options: LabOptions & { intervalEvents?: number } = {}): Lab {
  const lab = new Lab({ scenario: small, seed }, options)
  lab.checkpoints.intervalEvents = options.intervalEvents ?? 500
  finish(lab.seek(timeUs))
  return lab
}
/** Does something at a time, which forks where that is in the past. */
export function actAt(lab: Lab, atUs: number, command: Command): void {
  finish(lab.seek(atUs))
  finish(lab.act(command))
}
/** The fingerprint of a run of these acts, played straight through without checkpoints. */
export function straight(seed: number, acts: { atUs: number; command: Command }[], toUs: number): string {
  const lab = labAt(0, seed, { intervalEvents: 1e9 })
  for (const { atUs, command } of acts) actAt(lab, atUs, command)
  finish(lab.seek(toUs))
  return lab.fingerprint().hex
}
