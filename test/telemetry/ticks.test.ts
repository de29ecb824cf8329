import { describe, expect, it } from 'vitest'
import { COLUMNS, TENTH_TICKS, TICK_US } from '../../src/telemetry/chartColumns'
import { ROW_BIT, ROW_STRIDE, ROW_TICK } from '../../src/telemetry/presentTenth'
import { SeriesLevel, type ChartData } from '../../src/telemetry/seriesLevel'
import { Ticks } from '../../src/telemetry/ticks'

const JOURNEYS = 2
const TENTH = 3
/** What fits: a tenth's values are so many rows. */
const FITS = (TENTH_TICKS * (JOURNEYS + 1) * 8) / ROW_STRIDE

/** `count` answered operations of a tenth, in the order of their ticks. */
function rowsOf(count: number): Int32Array {
  const rows = new Int32Array(count * ROW_STRIDE)
  for (let row = 0; row < count; row++) {
    const tick = Math.floor((row * TENTH_TICKS) / count)
    const judged = row % 3 === 0 ? ROW_BIT.judged : 0
    rows.set(
      [(row % JOURNEYS) | ROW_BIT.answered | ROW_BIT.inTime | judged | (tick << ROW_TICK), 1_000 + 37 * row],
      row * ROW_STRIDE,
    )
    if (judged) rows.set([row % 2, 5 * row], row * ROW_STRIDE + 2)
  }
  return rows
}
function emptyLevel(): SeriesLevel {
  return new SeriesLevel(TICK_US, 4, TENTH_TICKS, JOURNEYS)
}
function levelWith(count: number): SeriesLevel {
  const level = emptyLevel()
  level.putRows(level.placeOfReturns(TENTH, TENTH_TICKS * TICK_US), rowsOf(count), count)
  return level
}
function read(level: SeriesLevel, tenth = TENTH): ChartData {
  const columns = new Float64Array((1 + JOURNEYS) * COLUMNS * TENTH_TICKS).fill(NaN)
  const divergedKeys = new Float64Array(TENTH_TICKS)
  const chart = { fromUs: 0, stepUs: TICK_US, steps: TENTH_TICKS, columns, divergedKeys }
  for (let tick = 0; tick < TENTH_TICKS; tick++) level.read(tenth * TENTH_TICKS + tick, chart, tick)
  return chart
}

describe('ticks', () => {
  it.each([0, 1, 7, FITS, FITS + 1, 5 * FITS])('of %i kept operations read as if made at once', (count) => {
    const made = emptyLevel()
    const place = made.placeOfReturns(TENTH, TENTH_TICKS * TICK_US)
    new Ticks(JOURNEYS).write(rowsOf(count), count, made.present, made.returns, place)
    const kept = levelWith(count)
    expect(read(kept)).toEqual(read(made))
    expect(read(kept)).toEqual(read(made)) // and once more
  })

  it('are the same in a fork, whether they were read before or after it', () => {
    const level = levelWith(9)
    const before = level.fork((TENTH + 1) * TENTH_TICKS * TICK_US)
    const chart = read(level)
    expect(read(before)).toEqual(chart)
    expect(read(level.fork((TENTH + 1) * TENTH_TICKS * TICK_US))).toEqual(chart)
  })

  it('of an earlier stretch leave nothing to the one that takes their place', () => {
    const level = levelWith(9)
    read(level)
    level.putRows(level.placeOfReturns(TENTH + 4, TENTH_TICKS * TICK_US), rowsOf(2), 2)
    const other = emptyLevel()
    other.putRows(other.placeOfReturns(TENTH + 4, TENTH_TICKS * TICK_US), rowsOf(2), 2)
    expect(read(level, TENTH + 4)).toEqual(read(other, TENTH + 4))
  })
})
