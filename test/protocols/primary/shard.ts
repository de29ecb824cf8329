/** A shard with a primary on the stand: heartbeats every millisecond, failover after ten. */
import type { PrimaryConfig } from '../../../src/protocols/primary/role'
import { primaryReplica } from '../../../src/protocols/primary/role'
import type { PrimaryState } from '../../../src/protocols/primary/state'
import { ROLES } from '../../../src/protocols/primary/state'
import type { StandSpec } from '../stand'

export function primaryShard(options: {
  n?: number
  replication?: PrimaryConfig['replication']
  followers?: number
  fencing?: boolean
  idempotency?: boolean
  seed?: number
}): StandSpec {
  const n = options.n ?? 3
  return {
    n,
    seed: options.seed,
    role: ['primaryReplica', primaryReplica],
    config: (place, members): PrimaryConfig => ({
      members,
      place,
      places: n,
      replication: options.replication ?? 'async',
      followers: options.followers ?? Math.floor(n / 2),
      heartbeatUs: 1_000,
      failoverUs: 10_000,
      fencing: options.fencing ?? true,
      idempotency: options.idempotency ?? true,
      leaseUs: 8_000,
      first: 0,
    }),
    show(state, key) {
      const { role, epoch, table, log, blank } = state as PrimaryState
      const value = table.has(key) ? table.value(key) : '-'
      return `${value}, ${blank ? 'blank' : `${role} of ${epoch}`}, log to ${log.base + log.entries.length}, disk to ${log.durable}`
    },
    tellState: (_code, epoch, _from, to) => `${ROLES[to]}${ROLES[to] === 'primary' ? ` of ${epoch}` : ''}`,
  }
}
export function fromOptions(options: Record<string, string>): StandSpec {
  return primaryShard({
    n: Number(options.n ?? 3),
    replication: options.replication as PrimaryConfig['replication'],
    fencing: options.fencing !== 'off',
  })
}
