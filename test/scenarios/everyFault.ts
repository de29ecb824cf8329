/** One fault of every kind, fit for storefront with a service that can grow. The compiler asks for the kinds; a new one without an example fails to compile. */
import type { Fault } from '../../src/cluster/command'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario } from '../../src/scenarios/scenario'

const target = { node: 'shard-2b' }
const link = { from: { zone: 'a' }, to: { shard: 3 }, oneWay: true }
const message = { origin: 3, count: 12, path: -7 }
const edge = 'recommendations'

const examples: { [K in Fault['kind']]: Fault & { kind: K } } = {
  kill: { kind: 'kill', target, loseDisk: true },
  restart: { kind: 'restart', target: { shard: 1 } },
  stall: { kind: 'stall', target: { zone: 'b' } },
  resume: { kind: 'resume', target: { group: 'api' } },
  slow: { kind: 'slow', target, factor: 20 },
  stallDisk: { kind: 'stallDisk', target },
  resumeDisk: { kind: 'resumeDisk', target },
  offsetClock: { kind: 'offsetClock', target, offsetUs: -5_000_000 },
  jumpClock: { kind: 'jumpClock', target, byUs: 250_000 },
  driftClock: { kind: 'driftClock', target, ppm: -200 },
  degrade: { kind: 'degrade', target: { group: 'recommendations' }, errorRate: 0.5, addedUs: 100_000 },
  cut: { kind: 'cut', link },
  heal: { kind: 'heal', link },
  hold: { kind: 'hold', link },
  release: { kind: 'release', link },
  delay: { kind: 'delay', link, addedUs: 50_000 },
  lose: { kind: 'lose', link, probability: 0.1 },
  duplicate: { kind: 'duplicate', link, probability: 0.1 },
  reorder: { kind: 'reorder', link, probability: 0.1, byUs: 2_000 },
  limit: { kind: 'limit', link, bytesPerSecond: 1_000_000 },
  flap: { kind: 'flap', link, upUs: 2_000_000, downUs: 1_000_000 },
  partition: { kind: 'partition', groups: [[{ zone: 'a' }], [{ zone: 'b' }, { node: 'api-3' }]] },
  isolate: { kind: 'isolate', target },
  healAll: { kind: 'healAll' },
  dropMessage: { kind: 'dropMessage', message },
  delayMessage: { kind: 'delayMessage', message, byUs: 5_000 },
  holdMessage: { kind: 'holdMessage', message },
  releaseMessage: { kind: 'releaseMessage', message },
  setConsistency: { kind: 'setConsistency', journey: 'dashboard', step: 0, consistency: 'bounded', boundUs: 2_000_000 },
  addShard: { kind: 'addShard' },
  removeShard: { kind: 'removeShard', shard: 3 },
  redrive: { kind: 'redrive', target: { group: 'jobs' } },
  addInstance: { kind: 'addInstance', target: { group: 'api' } },
  drainInstance: { kind: 'drainInstance', target: { node: 'api-2' } },
  setPolicy: { kind: 'setPolicy', contract: 'balancer', code: null, reach: { group: 'balancer' }, state: 'reset' },
  stopPolicy: { kind: 'stopPolicy', code: '0123456789abcdef' },
  tripBreaker: { kind: 'tripBreaker', target: { node: 'api-1' }, edge },
  setFlag: { kind: 'setFlag', flag: 'recommendations', on: false },
  openBreaker: { kind: 'openBreaker', target: { node: 'api-1' }, edge },
  closeBreaker: { kind: 'closeBreaker', target: { node: 'api-1' }, edge },
  resetBreaker: { kind: 'resetBreaker', target: { node: 'api-1' }, edge },
}
export const everyFault: Fault[] = Object.values(examples)
/** Those that storefront can carry out as it comes: its services neither grow nor shrink. */
export const storefrontFaults = everyFault.filter(({ kind }) => kind !== 'addInstance' && kind !== 'drainInstance')

/** Storefront with a service that can grow. */
export const growingShop: Scenario = {
  ...PRESETS.storefront,
  groups: PRESETS.storefront.groups.map((group) => (group.role === 'api' ? { ...group, countMax: 4 } : group)),
}
