import { describe, expect, it } from 'vitest'
import { primaryBehaviour } from '../../src/scenarios/behaviours/primary'
import type { PrimarySpec } from '../../src/scenarios/modes/primary'
import { primaryMode } from '../../src/scenarios/modes/primary'
import { shop } from './shop'

const spec: PrimarySpec = { ...primaryMode.defaults(3), replication: 'semiSync' }
const refused = (changed: Partial<PrimarySpec>): unknown => {
  try {
    shop({ ...spec, ...changed })
    return null
  } catch (error) {
    const { params } = error as { params: { field: string; problem: string; allowed: string } }
    return `${params.field} ${params.problem}: ${params.allowed}`
  }
}

describe('settings of a primary', () => {
  it('may ask for every follower', () => expect(refused({ followers: 2 })).toBeNull())
  it('may not ask for more followers than there are', () =>
    expect(refused({ followers: 3 })).toBe('groups[3].replication.followers outOfRange: 1 to 2'))
  it('may not give a primary up before it could be heard three times', () =>
    expect(refused({ heartbeatUs: 400_000 })).toBe('groups[3].replication.failoverUs outOfRange: 1200000 to 60000000'))
  it('name a way of replication that there is', () =>
    expect(refused({ replication: 'maybe' as never })).toBe(
      'groups[3].replication.replication notOneOf: async, semiSync, sync',
    ))
})

it('first primaries stand in different zones', () => {
  const place = (shard: number): number =>
    (
      primaryBehaviour.config(spec, {
        shards: [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
        shard,
        replica: 0,
        atlas: null as never,
        shardOf: () => shard,
      }).config as { first: number }
    ).first
  expect([0, 1, 2].map(place)).toEqual([0, 1, 2])
})
