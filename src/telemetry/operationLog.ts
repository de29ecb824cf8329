/**
 * What clients invoked and what came of it, of one branch: rows of int32 words in the journal's order, from the run's beginning
 * on, for whoever judges them elsewhere. Like chart buckets it stands outside checkpoints: a row is a value of (branch, place),
 * so a replay writes the same again, and where a replay says otherwise (the branch was cut short) what followed is forgotten.
 */
import { OPERATION_LOG_STRIDE as STRIDE, timeOfRow } from './operationRow'

const CHUNK_ROWS = 4_096

export class OperationLog {
  rows = 0
  /** Time of the first row that found no room; Infinity while all of them did. */
  fullUs = Infinity
  /** Counts how often known rows were taken back. */
  rewrites = 0
  /** Full chunks are shared with forks, and never written to. */
  private chunks: Int32Array[] = []

  constructor(private readonly rowsMax: number) {}

  /** Whether anything is kept at all. */
  get keeps(): boolean {
    return this.rowsMax > 0
  }

  /** The row of this place in the run; places beyond the next one are passed over, for nothing would join them to the rest. */
  put(place: number, row: Int32Array, timeUs: number): void {
    if (place > this.rows) return
    if (place < this.rows) {
      if (this.holds(place, row)) return
      this.takeBackTo(place)
    }
    if (place >= this.rowsMax) {
      this.fullUs = Math.min(this.fullUs, timeUs)
      return
    }
    if (place % CHUNK_ROWS === 0) this.chunks.push(new Int32Array(CHUNK_ROWS * STRIDE))
    this.chunks[this.chunks.length - 1].set(row, (place % CHUNK_ROWS) * STRIDE)
    this.rows = place + 1
  }

  /** At most so many rows, as a copy. */
  slice(from: number, rowsMax: number): Int32Array {
    const to = Math.min(this.rows, from + rowsMax)
    const copy = new Int32Array(Math.max(0, to - from) * STRIDE)
    for (let at = from; at < to;) {
      const start = at % CHUNK_ROWS
      const count = Math.min(CHUNK_ROWS - start, to - at)
      const chunk = this.chunks[(at - start) / CHUNK_ROWS]
      copy.set(chunk.subarray(start * STRIDE, (start + count) * STRIDE), (at - from) * STRIDE)
      at += count
    }
    return copy
  }

  /** What had happened by `atUs`; of that very moment also what the branch may find did not. */
  fork(atUs: number): OperationLog {
    const copy = new OperationLog(this.rowsMax)
    let rows = this.rows
    while (rows > 0 && this.timeOf(rows - 1) > atUs) rows--
    copy.rows = rows
    copy.fullUs = this.fullUs <= atUs ? this.fullUs : Infinity
    copy.chunks = this.chunks.slice(0, Math.ceil(rows / CHUNK_ROWS))
    if (rows % CHUNK_ROWS > 0) copy.chunks.push((copy.chunks.pop() as Int32Array).slice())
    return copy
  }

  private takeBackTo(place: number): void {
    this.rows = place
    this.rewrites++
    this.fullUs = Infinity
    this.chunks.length = Math.ceil(place / CHUNK_ROWS)
    if (place % CHUNK_ROWS > 0) this.chunks.push((this.chunks.pop() as Int32Array).slice())
  }

  get bytes(): number {
    return this.chunks.length * CHUNK_ROWS * STRIDE * 4
  }

  private holds(place: number, row: Int32Array): boolean {
    const chunk = this.chunks[Math.floor(place / CHUNK_ROWS)]
    const at = (place % CHUNK_ROWS) * STRIDE
    for (let i = 0; i < STRIDE; i++) if (chunk[at + i] !== row[i]) return false
    return true
  }

  private timeOf(place: number): number {
    return timeOfRow(this.chunks[Math.floor(place / CHUNK_ROWS)], (place % CHUNK_ROWS) * STRIDE)
  }
}
