import fc from 'fast-check'
import { expect, test } from 'vitest'
import { surgingGapUs } from '../../src/services/surges'

const SURGES = [
  { fromUs: 100, toUs: 200, factor: 4 },
  { fromUs: 300, toUs: 400, factor: 0.5 },
]
test.each([
  [0, 50, 50], // before
  [0, 100, 100],
  [0, 140, 110], // 40 of the usual pass in 10
  [150, 40, 10],
  [0, 500, 200], // 100 + 4 × 100, exactly its end
  [0, 700, 450], // 100 + 400 + 100 + 50 within the lull, + 50
  [450, 10, 10], // after
])('from %d, what would take %d takes %d', (nowUs, usual, gap) => {
  expect(surgingGapUs(SURGES, nowUs, usual)).toBeCloseTo(gap, 9)
})
test('longer for longer, whatever the surges', () => {
  const gap = fc.double({ min: 0, max: 2_000, noNaN: true })
  fc.assert(
    fc.property(fc.nat(500), gap, gap, (nowUs, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      expect(surgingGapUs(SURGES, nowUs, less)).toBeLessThanOrEqual(surgingGapUs(SURGES, nowUs, more))
    }),
  )
})
