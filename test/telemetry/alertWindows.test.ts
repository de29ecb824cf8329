import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlertWindows } from '../../src/telemetry/alertWindows'

const CELLS = 12
const SHORT_CELLS = 3

/** Sums of what was counted in the so many cells that end with `cell`. */
function recounted(told: readonly [cell: number, all: number, bad: number][], cell: number, cells: number) {
  const inside = told.filter(([c]) => c > cell - cells && c <= cell)
  return [1, 2].map((field) => inside.reduce((sum, one) => sum + one[field], 0))
}

describe('the two windows of an alert', () => {
  it('hold what a recount of their cells holds, after every step and gap, in copies too', () => {
    const steps = fc.array(
      fc.tuple(
        fc.constantFrom(0, 1, 1, 2, SHORT_CELLS, CELLS - 1, CELLS, CELLS + 1, 3 * CELLS),
        fc.nat(9),
        fc.nat(9),
        fc.boolean(),
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (parts) => {
        let windows = new AlertWindows(CELLS, SHORT_CELLS)
        const told: [number, number, number][] = []
        let cell = 0
        for (const [later, all, bad, onlyMoves] of parts) {
          cell += later
          if (onlyMoves) windows.moveTo(cell)
          else {
            windows.add(cell, all, bad)
            told.push([cell, all, bad])
          }
          windows = windows.clone()
          expect([windows.longAll, windows.longBad]).toEqual(recounted(told, cell, CELLS))
          expect([windows.shortAll, windows.shortBad]).toEqual(recounted(told, cell, SHORT_CELLS))
        }
      }),
    )
  })
})
