import { describe, expect, test } from 'vitest'
import { policyCallers } from '../../../src/app/policies/callers'
import { policyRows } from '../../../src/app/policies/rows'
import { policies as w } from '../../../src/app/words/en/policies'
import { topologyOf } from '../../../src/lab/topology'
import type { PolicyNow } from '../../../src/lab/policyView'
import { PRESETS } from '../../../src/scenarios/presets/all'
import { World } from '../../../src/scenarios/world'

const edge = { from: 'customers', to: 'balancer' }
const idle: PolicyNow = {
  underWay: 0,
  underWayMax: null,
  waiting: null,
  tokens: null,
  retries: null,
  retryTokens: null,
  heldBack: null,
  rejected: [],
}

describe('whose policies a selection shows', () => {
  const { storefront } = PRESETS
  const t = topologyOf(storefront, World.build(storefront, 1))
  const node = (id: string): number => t.nodes.findIndex((n) => n.id === id)
  const shown = (selection: Parameters<typeof policyCallers>[0], scenario = storefront): string[] =>
    policyCallers(selection, t, scenario).map((c) => `${t.nodes[c.node].id} ${c.to}`)

  test('a caller’s own; nobody’s, where it has none', () => {
    expect(shown({ kind: 'node', node: node('api-1') })).toEqual(['api-1 null'])
    expect(shown({ kind: 'node', node: node('cache') })).toEqual([])
    expect(shown({ kind: 'group', group: 'api' })).toEqual(['api-1 null', 'api-2 null', 'api-3 null'])
    expect(shown({ kind: 'zone', zone: 'a' })).toEqual([])
  })

  test('on a line, the caller’s to that callee, from whichever end', () => {
    const between = (a: string, b: string) =>
      shown({ kind: 'link', link: t.links.find((l) => l.from === node(a) && l.to === node(b))!.index })
    expect(between('api-1', 'recommendations')).toEqual(['api-1 recommendations'])
    expect(between('recommendations', 'api-1')).toEqual(['api-1 recommendations'])
    expect(between('api-1', 'cache')).toEqual([])
  })

  test('on a bundle of lines, each caller once', () => {
    const bundle = { kind: 'edge', from: { group: 'api' }, to: { group: 'store' } } as const
    expect(shown(bundle)).toEqual(['api-1 store', 'api-2 store', 'api-3 store'])
  })
})

describe('figures', () => {
  test('are only of what a policy has', () => {
    expect(policyRows({ entry: edge, operations: [], journeys: [], isWhole: true, now: null })).toEqual([])
    const entry = { ...edge, bulkhead: { maxConcurrent: 60, maxWaiting: 20, maxWaitUs: 1 } }
    const now = { ...idle, underWay: 12, underWayMax: 60, waiting: 3 }
    const rows = policyRows({ entry, operations: [], journeys: [], isWhole: true, now })
    expect(rows.map((row) => `${w.row[row.code]}: ${w.figure(row)}`)).toEqual([
      'Under way now: 12 of 60',
      'Waiting for a place: 3 of 20',
    ])
  })

  test('a token that is not whole is none yet', () => {
    expect(w.figure({ code: 'tokens', value: 4.9, of: 5 })).toBe('4 of 5')
    expect(w.figure({ code: 'retries', value: 0.9, of: null })).toBe('0')
    expect(w.figure({ code: 'heldBack', value: 0.25, of: null })).toBe('25 %')
  })
})

describe('what is set, in words', () => {
  test.each([
    [
      { retry: { attempts: 4, backoffUs: 100_000 } },
      'Tries at most 4 times; the first wait is up to 100 ms, at random, then longer ones.',
    ],
    [{ retry: { attempts: 2, strategy: 'fixed', backoffUs: 50_000 } }, 'Tries at most 2 times; each wait is 50 ms.'],
    [{ retry: { attempts: 2, strategy: 'none', backoffUs: 50_000 } }, 'Tries at most 2 times; again at once.'],
    [{ timeoutUs: 300_000 }, 'Waits at most 300 ms for an answer.'],
    [
      { budget: { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 10_000_000 } },
      'Retry budget: 10 % of the calls of the last 10 s, and 1 a second besides.',
    ],
    [{ bulkhead: { maxConcurrent: 60 } }, 'At most 60 at once; none waits.'],
    [{ limit: { kind: 'fixed', limit: 8 } }, 'At most 8 at once.'],
    [{ rateLimit: { perSecond: 50, burst: 10 } }, 'At most 50 a second, 10 in one burst.'],
    [{ hedge: { delayUs: 40_000, maxAttempts: 2 } }, 'Sends a second copy when no answer has come after 40 ms.'],
    [
      { fallback: [{ kind: 'default', causes: ['timeout'] }, { kind: 'refuse' }] },
      'On failure (timed out): goes on without it. On any failure: refuses the whole.',
    ],
  ] as const)('%j', (part, sentence) => {
    expect(w.sets({ ...edge, ...(structuredClone(part) as object) })).toEqual([sentence])
  })

  test('each part once, and nothing of what is not set', () => {
    expect(w.sets(edge)).toEqual([])
    expect(w.sets({ ...edge, deadline: false })).toEqual([])
  })

  test('for which calls', () => {
    expect(w.which({ operations: ['read', 'write'], journeys: [], isWhole: true })).toBe('all calls')
    expect(w.which({ operations: ['read', 'write'], journeys: [], isWhole: false })).toBe('reads and writes')
    expect(w.which({ operations: ['read'], journeys: ['browse', 'buy'], isWhole: false })).toBe(
      'reads of browse and buy',
    )
  })
})
