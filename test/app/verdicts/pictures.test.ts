/** Where a witness's bars and the map's models stand. */
import { describe, expect, test } from 'vitest'
import { layoutOf } from '../../../src/app/verdicts/modelLayout'
import { lettersOf, pictureOf, type WitnessBar } from '../../../src/app/verdicts/witnessPicture'
import { CONSISTENCY_MODELS } from '../../../src/checkers/models'

const bar = (process: string, from: number, to: number): WitnessBar => ({
  process,
  from,
  to,
  label: process,
  matters: true,
  failing: false,
  open: Number.isNaN(to),
})

describe('a witness', () => {
  test('bars keep the order of their moments, whatever their distances', () => {
    const { bars } = pictureOf([bar('a', 0, 10), bar('b', 9, 1_000_000), bar('c', 1_000_001, 1_000_002)], 600)
    const [a, b, c] = bars
    expect(b.x).toBeGreaterThan(a.x)
    expect(b.x).toBeLessThan(a.x + a.width) // they overlap
    expect(c.x).toBeGreaterThanOrEqual(b.x + b.width)
  })
  test('what was never answered reaches the end; a process busy with it needs another lane', () => {
    const { bars, lanes } = pictureOf([bar('a', 0, NaN), bar('a', 5, 6)], 300)
    expect(bars[0].x + bars[0].width).toBe(300)
    expect(lanes).toEqual(['a', 'a'])
    expect(bars[1].lane).toBe(1)
  })
  test('where nothing is under way little room is spent, and bars have what they need to say what they say', () => {
    const three = [bar('a', 0, 1), bar('b', 2, 3), bar('c', 4, 5)]
    const narrow = pictureOf(three, 300, () => 80)
    expect([narrow.widthPx, narrow.bars.every(({ width }) => width >= 80)]).toEqual([300, true])
    expect(pictureOf(three, 100, () => 80).widthPx).toBe(80 * 3.4)
  })
  test('letters stand for values in their order, and for the beginning a word', () => {
    const letter = lettersOf([51732, 0, 47637, null, 51732], 'empty')
    expect([51732, 47637, 0, null].map(letter)).toEqual(['A', 'B', 'empty', '?'])
  })
})

describe('the map', () => {
  test.each(['object', 'all'] as const)('%s: whatever is stronger stands above', (family) => {
    const { models, edges } = layoutOf(family)
    const row = new Map(models.map((model) => [model.code, model.row]))
    expect(edges.length).toBeGreaterThan(8)
    for (const { from, to } of edges) expect(row.get(from)).toBeLessThan(row.get(to)!)
  })
  test('all models are on the whole map, and none twice', () => {
    const codes = layoutOf('all').models.map(({ code }) => code)
    expect([...codes].sort()).toEqual([...CONSISTENCY_MODELS.keys()].sort())
  })
})
