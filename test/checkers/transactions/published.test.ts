/**
 * The cases that Elle's paper and tests publish, and of each anomaly the smallest: what is found, and the weakest models that it
 * rules out. All transactions run at once, unless they are told to run in order.
 */
import { describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS, judge, type History, type Verdict } from '../../../src/checkers'
import { atOnce, inOrder, txnsOf } from './notation'

const codesOf = ({ anomalies }: Verdict): string[] =>
  anomalies.flatMap((anomaly) =>
    anomaly.type === 'cycle' ? [anomaly.cycle.code] : anomaly.type === 'finding' ? [anomaly.finding.code] : [],
  )
const judged = (history: History, model: string, consistency = 'strict-serializable'): Verdict =>
  judge(history, model, { ...DEFAULT_OPTIONS, consistency })

type Case = [history: string, anomalies: string[], weakestBroken: string[]]

const LISTS: Case[] = [
  ['ax1ay1|ax2ay2|rx12ry21', ['G0'], ['read-uncommitted']],
  ['(ax1)|rx1', ['G1a'], ['read-committed']],
  ['ax1ax2|rx1', ['G1b', 'G-single-item'], ['read-committed']],
  ['ax1ry1|ax2ay1|rx12ry1', ['G1c'], ['read-committed']],
  ['ax1ay1|ax2ry|rx12', ['G-single-item'], ['repeatable-read', 'consistent-view', 'parallel-snapshot-isolation']],
  ['ax1ry|ay1rx', ['G2-item'], ['repeatable-read', 'update-serializable']],
  ['ax0|rx0ax1|rx0ax2', ['lost-update', 'G2-item'], ['parallel-snapshot-isolation', 'cursor-stability']],
  ['ax1ax2ax4|ax3rx1234', ['internal', 'G0', 'G1c'], ['read-uncommitted']],
  ['rx1ax1', ['future-read'], ['read-committed']],
  // Two see independent writes in different orders (a long fork): transactions miss writes, never two in a row.
  ['ax1|ay1|rx1ry|ry1rx', ['G-nonadjacent-item'], ['repeatable-read', 'prefix']],
  ['ax1|rx11', ['duplicate-elements'], ['read-uncommitted']],
  ['rx12|rx21|ax1|ax2', ['incompatible-order'], ['read-committed']],
  ['ax1ax2|rx2', ['incompatible-order'], ['read-committed']],
  ['(ax1)|ax2|rx12', ['G1a', 'dirty-update'], ['read-committed']],
  ['rx7', ['garbage-read'], ['read-uncommitted']],
  // Of unknown fate, yet something of it was read: so all of it happened.
  ['[ax1ay1]|rx1|ry', [], []],
  ['[ax1ay1]|rx1ry', ['G-single-item'], ['repeatable-read', 'consistent-view', 'read-atomic']],
]

const REGISTERS: Case[] = [
  ['(wx1)|rx1', ['G1a'], ['read-committed']],
  ['wx1wx2|rx1', ['G1b', 'G-single-item'], ['read-committed']],
  ['wx1ry1|wy1rx1', ['G1c'], ['read-committed']],
  ['wx1wy1|rx1ry', ['G-single-item'], ['repeatable-read', 'consistent-view', 'read-atomic']],
  ['rxwy1|rywx1', ['G2-item'], ['repeatable-read', 'update-serializable']],
  ['wx1|rx1wx2|rx1wx3', ['lost-update', 'G2-item'], ['parallel-snapshot-isolation', 'cursor-stability']],
  ['wx1|wy1|rx1ry|ry1rx', ['G-nonadjacent-item'], ['repeatable-read', 'prefix']],
  ['wx1rx2|wx2', ['internal'], ['read-atomic']],
  ['rx1wx1', ['future-read'], ['read-committed']],
  ['rx2|wx1', ['garbage-read'], ['read-uncommitted']],
  ['rx1wx2|rx2wx1', ['cyclic-versions', 'G1c'], ['read-uncommitted']],
]

describe.each([
  ['list-append', LISTS],
  ['rw-register', REGISTERS],
])('%s', (model, cases) => {
  test.each(cases)('%s', (text, anomalies, weakest) => {
    const verdict = judged(atOnce(txnsOf(text)), model)
    expect(codesOf(verdict)).toEqual(anomalies)
    expect(verdict.valid).toBe(anomalies.length === 0)
    expect(verdict.standing?.weakestBroken.toSorted()).toEqual(weakest.toSorted())
  })
})

describe('valid', () => {
  test.each(['rxax1ax2|rx12', 'ax1|rx1ax2|rx12', 'wx1|rx1wx2ry|rx2', '[ax1]|rx', '(ax1)|rx'])('%s', (text) => {
    const { valid, standing } = judged(inOrder(txnsOf(text)), text.includes('w') ? 'rw-register' : 'list-append')
    expect({ valid, strongest: standing?.strongest }).toEqual({ valid: true, strongest: ['strict-serializable'] })
  })
})

describe('orders that clients see', () => {
  const stale = txnsOf('ax1|ax2|rx1|rx12')
  test('a read that missed what had ended: serializable, yet not strict', () => {
    const verdict = judged(inOrder(stale), 'list-append')
    expect(codesOf(verdict)).toEqual(['G-single-item-realtime'])
    expect(verdict.standing?.weakestBroken).toEqual(['strong-snapshot-isolation'])
    expect(judged(inOrder(stale), 'list-append', 'serializable')).toMatchObject({ valid: true, anomalies: [] })
  })
  test('the same by one process: not of its session either', () => {
    const own = stale.map((txn, i) => ({ ...txn, process: i === 2 ? 1 : txn.process }))
    const verdict = judged(inOrder(own), 'list-append')
    expect(codesOf(verdict)).toEqual(['G-single-item-process'])
    expect(verdict.standing?.weakestBroken).toEqual(['strong-session-snapshot-isolation'])
  })
  test('a write that came before what had ended', () => {
    expect(codesOf(judged(inOrder(txnsOf('ax2|ax1|rx12')), 'list-append'))).toEqual(['G0-realtime'])
  })
  test('told step by step: who missed what, and what had ended when', () => {
    const { anomalies } = judged(inOrder(stale), 'list-append')
    expect(anomalies).toMatchObject([
      {
        cycle: {
          steps: [
            { operation: 2, reason: { code: 'append.rw', params: { key: 'x', last: '1', value: '2' } } },
            { operation: 1, reason: { code: 'order.realtime' } },
          ],
        },
      },
    ])
  })
})

test('a value written twice to a key: nobody can tell which of them was read', () => {
  expect(judged(atOnce(txnsOf('ax1|ax1|rx1')), 'list-append')).toMatchObject({
    valid: 'unknown',
    unknown: { code: 'transactions.repeated', params: { key: 'x', value: '1' } },
  })
})
test('an unknown consistency model is refused', () => {
  expect(() => judged(atOnce(txnsOf('ax1|rx1')), 'list-append', 'eventual')).toThrow('history.consistency')
})
