import { describe, expect, test } from 'vitest'
import { hopsOf } from '../../../src/app/watch/hops'
import type { RecordRow } from '../../../src/lab/protocol'

const id = { origin: 0, count: 1, path: 5 }
const row = (atUs: number, kind: string, change: Partial<RecordRow> = {}): RecordRow => ({
  atUs,
  kind,
  node: -1,
  link: -1,
  type: 'request',
  detail: [],
  id,
  ...change,
})

describe('an operation’s trace as spans', () => {
  test('a message travels, then waits, then is worked on', () => {
    const spans = hopsOf([
      row(0, 'invoke'),
      row(1, 'sent', { link: 4 }),
      row(5, 'delivered', { link: 4 }),
      row(5, 'queued', { node: 2 }),
      row(9, 'started', { node: 2 }),
      row(20, 'finished', { node: 2 }),
    ])
    expect(spans.map((s) => [s.kind, s.fromUs, s.toUs, s.fate])).toEqual([
      ['travelling', 1, 5, 'delivered'],
      ['waiting', 5, 9, 'delivered'],
      ['working', 9, 20, 'delivered'],
    ])
  })

  test('work that did not wait shows no wait', () => {
    const spans = hopsOf([
      row(5, 'queued', { node: 2 }),
      row(5, 'started', { node: 2 }),
      row(7, 'finished', { node: 2 }),
    ])
    expect(spans.map((s) => s.kind)).toEqual(['working'])
  })

  test('a lost message ends as dropped; one still under way stays open', () => {
    const spans = hopsOf([row(1, 'sent', { link: 4 }), row(2, 'sent', { link: 5 }), row(3, 'dropped', { link: 4 })])
    expect(spans.map((s) => s.fate)).toEqual(['dropped', 'open'])
    expect(spans[1].toUs).toBeNaN()
  })

  test('work lost in a crash ends there', () => {
    const spans = hopsOf([row(1, 'started', { node: 2 }), row(4, 'abandoned', { node: 2 })])
    expect(spans.map((s) => [s.kind, s.toUs, s.fate])).toEqual([['working', 4, 'dropped']])
  })

  test('work taken out of the queue unserved waited until then; what the same operation asks anew is told apart', () => {
    const spans = hopsOf([
      row(1, 'queued', { node: 2 }),
      row(4, 'shed', { node: 2 }),
      row(6, 'queued', { node: 2 }),
      row(9, 'started', { node: 2 }),
    ])
    expect(spans.map((s) => [s.kind, s.fromUs, s.toUs, s.fate])).toEqual([
      ['waiting', 1, 4, 'dropped'],
      ['waiting', 6, 9, 'delivered'],
      ['working', 9, NaN, 'open'],
    ])
  })
})
