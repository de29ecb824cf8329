import { describe, expect, it } from 'vitest'
import { TYPE } from '../../src/cluster'
import type { CacheConfig } from '../../src/services/cache'
import type { Call } from './stage'
import { Stage } from './stage'

/** "put 1 put 2 get 1 ..." at one-millisecond steps, hits and misses of the gets. */
function play(config: CacheConfig, script: string, commands: Parameters<Stage['play']>[0] = {}): string {
  const words = script.split(' ')
  const calls: Call[] = []
  for (let i = 0; i < words.length; i += 2)
    calls.push({
      atUs: i * 500,
      to: 'cache',
      type: words[i] === 'put' ? TYPE.cachePut : TYPE.cacheGet,
      words: { key: Number(words[i + 1]) },
    })
  const stage = new Stage().node('user', 'caller', calls).node('cache', 'cache', config).linked().play(commands)
  return stage
    .log('user')
    .map((line) => (line.includes(' ok') ? 'hit' : 'miss'))
    .join(' ')
}

describe('a cache', () => {
  const none = { ttlJitter: 0, negativeTtlUs: 0, earlyBeta: 0, staleUs: 0, leaseUs: 0 }
  const roomy = { ...none, entries: 10, ttlUs: 1_000_000 }
  it('hits what was put, misses what was not', () => {
    expect(play(roomy, 'get 1 put 1 get 1 get 2')).toBe('miss hit miss')
  })

  it('lets the least recently used entry go, where a hit or another put is a use', () => {
    expect(play({ ...roomy, entries: 2 }, 'put 1 put 2 put 3 get 1 get 2 get 3')).toBe('miss hit hit')
    expect(play({ ...roomy, entries: 2 }, 'put 1 put 2 get 1 put 3 get 2 get 1 get 3')).toBe('hit miss hit hit')
    expect(play({ ...roomy, entries: 2 }, 'put 1 put 2 put 1 put 3 get 1 get 2')).toBe('hit miss')
  })

  it('forgets after the time to live; a hit does not prolong it, a put does', () => {
    // Calls come a millisecond apart.
    expect(play({ ...roomy, ttlUs: 2500 }, 'put 1 get 1 get 1 get 1')).toBe('hit hit miss')
    expect(play({ ...roomy, ttlUs: 2500 }, 'put 1 get 1 put 1 get 1 get 1 get 1')).toBe('hit hit hit miss')
  })

  it('is empty after a crash', () => {
    const again = {
      1500: { kind: 'kill', target: { node: 'cache' } },
      1600: { kind: 'restart', target: { node: 'cache' } },
    } as const
    expect(play(roomy, 'put 1 get 1 get 1', again)).toBe('hit miss')
  })
})
