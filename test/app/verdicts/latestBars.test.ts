import { describe, expect, it } from 'vitest'
import { latestBars } from '../../../src/app/verdicts/latestBars'
import type { OperationRow } from '../../../src/lab/protocol'

const row = (kind: 'read' | 'write', value: number, fromUs: number, more: Partial<OperationRow> = {}) =>
  ({
    kind,
    value,
    key: 7,
    journey: 0,
    client: 0,
    count: fromUs,
    invokedUs: fromUs,
    returnedUs: fromUs + 10,
    outcome: 'ok',
    ...more,
  }) as OperationRow
const labels = (rows: OperationRow[]) => latestBars(rows, 'empty')?.bars.map(({ bar }) => `${bar.process} ${bar.label}`)

describe('the latest operations on a key', () => {
  it('are lettered in the order in which their values were asked to be written, whoever read them first', () => {
    const rows = [row('read', 20, 0), row('write', 10, 1), row('write', 20, 2), row('read', 10, 30)]
    expect(labels(rows)).toEqual(['read B', 'write A', 'write B', 'read A'])
  })

  it('are of the key that was read last, the last twelve', () => {
    const other = row('write', 99, 0, { key: 8 })
    const rows = [other, row('read', 0, 1), ...Array.from({ length: 12 }, (_, i) => row('write', 100 + i, 2 + i))]
    expect(labels(rows)).toHaveLength(12)
    expect(labels(rows)?.at(-1)).toBe('write L')
  })

  it('what is not answered yet has no end, and a read of it says nothing', () => {
    const rows = [row('write', 10, 0), row('read', 0, 5, { outcome: 'open', returnedUs: NaN })]
    const bars = latestBars(rows, 'empty')!.bars
    expect(bars[1].bar).toMatchObject({ label: '?', open: true, to: NaN })
  })

  it('are none where nothing was read', () => {
    expect(latestBars([row('write', 10, 0)], 'empty')).toBeNull()
  })
})
