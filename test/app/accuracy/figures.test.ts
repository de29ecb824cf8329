import { describe, expect, test } from 'vitest'
import { axisFor } from '../../../src/app/accuracy/axis'
import { figurePanels, isNear, relativeDifference } from '../../../src/app/accuracy/figurePanels'
import { withItsWords, words } from '../../../src/app/words'
import { EXPERIMENTS, type ReproductionRow } from '../../../src/experiments'

await withItsWords(Promise.resolve())
const { accuracy } = words()

const row = (name: string, change: Partial<ReproductionRow> = {}): ReproductionRow => ({
  id: 'x',
  case: name,
  source: '',
  expected: { W: 2, Z: 0 },
  measured: { W: 2.1, Z: 1e-12, extra: 3 },
  tolerance: { W: 0.2, Z: 1e-9 },
  pass: true,
  ...change,
})

describe('panels', () => {
  test('one for each figure, a line for each case; what is zero throughout is left to the table', () => {
    const panels = figurePanels([row('a'), row('b', { paper: { W: 1.9 } })], (figure) => figure)
    expect(panels.map(({ name, marks }) => [name, marks.map((m) => [m.case, m.paper])])).toEqual([
      [
        'W',
        [
          ['a', null],
          ['b', 1.9],
        ],
      ],
    ])
  })
  test('figures that sources write in two ways share a panel', () => {
    const rows = [row('a', { expected: { t999: 5 } }), row('b', { expected: { 't .999': 6 } })]
    expect(figurePanels(rows, (figure) => accuracy.figureName('pbs.text', figure))).toHaveLength(1)
  })
  test('exact inputs and unknown figures have no picture', () => {
    expect(figurePanels([row('a', { tolerance: null }), row('b', { expected: null })], String)).toEqual([])
  })
  test('near is within what is allowed, of either sign', () => {
    const [{ marks }] = figurePanels([row('a'), row('b', { measured: { W: 1.79 } })], String)
    expect(marks.map(isNear)).toEqual([true, false])
  })
})

test('differences are relative to what was expected, and unknown against zero', () => {
  expect(relativeDifference(2, 2.1)).toBeCloseTo(0.05)
  expect(relativeDifference(0, 1)).toBeNaN()
})

describe('the axis', () => {
  test('is linear from zero for values of one size', () => {
    const axis = axisFor([1, 5, 10], 100)
    expect([axis.x(0), axis.x(5), axis.x(10)]).toEqual([0, 50, 100])
  })
  test('is logarithmic for values of many sizes, with a slot for zero at the start', () => {
    const axis = axisFor([0, 0.1, 100], 200)
    expect(axis.ticks).toEqual([0, 0.1, 1, 10, 100])
    const xs = [0, 0.1, 1, 10, 100].map((value) => axis.x(value))
    expect(xs[0]).toBe(0)
    expect(xs[2] - xs[1]).toBeCloseTo(xs[3] - xs[2])
    expect(xs[4]).toBeLessThanOrEqual(200)
  })
})

test('every reproduction has a title and says what it compares and why', () => {
  for (const { id, cases } of EXPERIMENTS) {
    expect(accuracy.titleOf(id)).not.toBe(id)
    expect(accuracy.comparedOf(id).length).toBeGreaterThan(0)
    for (const name of cases) expect(accuracy.caseName(id, name)).not.toContain('undefined')
  }
})
