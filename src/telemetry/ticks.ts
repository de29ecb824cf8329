/**
 * The ticks of a tenth of a second, made of the rows of what returned in it. Most hold one operation or none, and most are never
 * looked at: so rows are kept, and ticks made when somebody reads them (seriesLevel.ts).
 */
import { RETURN_VALUES, TENTH_TICKS } from './chartColumns'
import { LatencyBins } from './latencyBins'
import { ROW_STRIDE, ROW_TICK } from './presentTenth'
import { ReturnsBucket, writeSingle } from './returnsBucket'

export class Ticks {
  private readonly room: ReturnsBucket
  private readonly everybody = new LatencyBins()

  constructor(private readonly journeys: number) {
    this.room = new ReturnsBucket(journeys)
  }

  /** Writes `present` and `returns` (as in seriesLevel.ts) of the ticks from `place` on. `count` rows, in the order of their ticks. */
  write(rows: Int32Array, count: number, present: Int32Array, returns: Int32Array, place: number): void {
    const stride = (this.journeys + 1) * RETURN_VALUES
    let row = 0
    for (let tick = 0; tick < TENTH_TICKS; tick++) {
      const from = row
      while (row < count && rows[row * ROW_STRIDE] >> ROW_TICK === tick) row++
      const to = (place + tick) * stride
      if (row === from) present[place + tick] = 0
      else if (row === from + 1) present[place + tick] = writeSingle(rows, from, returns, to)
      else present[place + tick] = this.writeSeveral(rows, from, row, returns, to)
    }
  }
  private writeSeveral(rows: Int32Array, from: number, end: number, returns: Int32Array, to: number): number {
    const { room } = this
    room.add(rows, from, end)
    room.write(returns, to, this.everybody)
    const { present } = room
    room.clear()
    return present
  }
}
