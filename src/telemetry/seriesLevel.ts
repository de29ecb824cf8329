/**
 * Chart buckets of one width and branch, in a ring of blocks. A block is what is written at once: all ticks of a tenth of a second, or
 * one bucket of a greater width. What an earlier moment knew of a block never replaces what a later one knew.
 */
import { COLUMNS, COUNTS, COUNT_COLUMNS, RETURN, RETURN_COLUMNS, RETURN_VALUES } from './chartColumns'
import { ROW_STRIDE } from './presentTenth'
import { Ticks } from './ticks'

/** `steps` buckets of `stepUs` from `fromUs`; value c of bucket i at columns[c × steps + i], NaN where nothing is known. */
export interface ChartData {
  fromUs: number
  stepUs: number
  steps: number
  columns: Float64Array
  /** Mean number of diverged keys over the bucket. */
  divergedKeys: Float64Array
}

export class SeriesLevel {
  /** By bucket: a bit for each journey of which anything returned; what `returns` says of others is void. */
  readonly present: Int32Array
  /** `stride` = (journeys + 1) × RETURN_VALUES a bucket; the last row is everybody's quantiles, where several journeys are present. */
  readonly returns: Int32Array
  readonly divergedKeys: Float64Array
  private readonly blockAt: Int32Array // −1: empty
  /** The moment whose knowledge the outcomes are, −1: unknown. */
  private readonly knownAtUs: Float64Array
  /** How much of the block reads, staleness, latency and divergence cover, −1: unknown. */
  private readonly coveredUs: Int32Array
  /** journeys × COUNTS a bucket. */
  readonly counts: Int32Array
  /** Of a block of ticks: so many rows of what returned stand where the values of its buckets belong, −1: the values do. */
  private readonly rowsKept: Int32Array
  private readonly stride: number
  private ticks: Ticks | null = null

  /** `blocks` of `size` buckets. */
  constructor(
    readonly widthUs: number,
    private readonly blocks: number,
    private readonly size: number,
    private readonly journeys: number,
  ) {
    const buckets = blocks * size
    this.stride = (journeys + 1) * RETURN_VALUES
    this.blockAt = new Int32Array(blocks).fill(-1)
    this.knownAtUs = new Float64Array(blocks).fill(-1)
    this.coveredUs = new Int32Array(blocks).fill(-1)
    this.counts = new Int32Array(buckets * journeys * COUNTS)
    this.rowsKept = new Int32Array(blocks).fill(-1)
    this.present = new Int32Array(buckets)
    this.returns = new Int32Array(buckets * this.stride)
    this.divergedKeys = new Float64Array(buckets)
  }

  /** The outcomes of the operations invoked in a block, as known at `nowUs`: by bucket COUNTS for each journey, in `counts` from `from` on. */
  putCounts(block: number, nowUs: number, counts: Int32Array, from: number): void {
    const to = this.placeOfCounts(block, nowUs)
    if (to < 0) return
    const into = this.counts
    const length = this.size * this.journeys * COUNTS
    for (let i = 0; i < length; i++) into[to + i] = counts[from + i]
  }
  /** Asks to write the same: answers where the block's begin in `counts`, all of which are to be written; −1 where more is known already. */
  placeOfCounts(block: number, nowUs: number): number {
    const slot = this.slotFor(block)
    if (nowUs < this.knownAtUs[slot]) return -1
    this.knownAtUs[slot] = nowUs
    return slot * this.size * this.journeys * COUNTS
  }

  /**
   * Asks to write what returned in a block, `coveredUs` of it having passed: answers the place of its first bucket in `present`,
   * `returns` and `divergedKeys`, all of which are to be written for the buckets that have begun; −1 where more is known already.
   */
  placeOfReturns(block: number, coveredUs: number): number {
    const slot = this.slotFor(block)
    if (coveredUs < this.coveredUs[slot]) return -1
    this.coveredUs[slot] = coveredUs
    return slot * this.size
  }

  /**
   * What returned in a block of ticks, as rows of presentTenth.ts, at the place that `placeOfReturns` answered. They are kept as they
   * are where they fit, and what `present` and `returns` say of the ticks is made of them when somebody reads it.
   */
  putRows(place: number, rows: Int32Array, count: number): void {
    const { returns } = this
    const slot = place / this.size
    const room = this.size * this.stride
    const words = count * ROW_STRIDE
    if (words > room) {
      this.rowsKept[slot] = -1
      this.writeTicks(rows, count, place)
      return
    }
    this.rowsKept[slot] = count
    const to = slot * room
    for (let i = 0; i < words; i++) returns[to + i] = rows[i]
  }
  private makeTicks(slot: number): void {
    const from = slot * this.size * this.stride
    const count = this.rowsKept[slot]
    this.rowsKept[slot] = -1
    this.writeTicks(this.returns.slice(from, from + count * ROW_STRIDE), count, slot * this.size)
  }
  private writeTicks(rows: Int32Array, count: number, place: number): void {
    this.ticks ??= new Ticks(this.journeys)
    this.ticks.write(rows, count, this.present, this.returns, place)
  }

  /** What was known at `atUs`. */
  fork(atUs: number): SeriesLevel {
    const copy = new SeriesLevel(this.widthUs, this.blocks, this.size, this.journeys)
    copy.blockAt.set(this.blockAt)
    copy.counts.set(this.counts)
    copy.present.set(this.present)
    copy.returns.set(this.returns)
    copy.divergedKeys.set(this.divergedKeys)
    copy.rowsKept.set(this.rowsKept)
    const blockUs = this.size * this.widthUs
    for (let slot = 0; slot < this.blocks; slot++) {
      if (this.knownAtUs[slot] <= atUs) copy.knownAtUs[slot] = this.knownAtUs[slot]
      if (this.blockAt[slot] * blockUs + this.coveredUs[slot] <= atUs) copy.coveredUs[slot] = this.coveredUs[slot]
    }
    return copy
  }

  /** Into column i of the chart. */
  read(bucket: number, into: ChartData, i: number): void {
    const block = Math.floor(bucket / this.size)
    const slot = block % this.blocks
    if (bucket < 0 || this.blockAt[slot] !== block) return
    const place = slot * this.size + (bucket - block * this.size)
    if (bucket * this.widthUs <= this.knownAtUs[slot]) this.readCounts(place, into, i)
    if ((bucket - block * this.size) * this.widthUs > this.coveredUs[slot]) return
    if (this.rowsKept[slot] >= 0) this.makeTicks(slot)
    this.readReturns(place, into, i)
    into.divergedKeys[i] = this.divergedKeys[place]
  }

  get bytes(): number {
    const arrays = [
      this.blockAt,
      this.knownAtUs,
      this.coveredUs,
      this.counts,
      this.rowsKept,
      this.present,
      this.returns,
    ]
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, this.divergedKeys.byteLength)
  }

  /** The slot of a block, emptied if another block was there. */
  private slotFor(block: number): number {
    const slot = block % this.blocks
    if (this.blockAt[slot] !== block) {
      this.blockAt[slot] = block
      this.knownAtUs[slot] = -1
      this.coveredUs[slot] = -1
    }
    return slot
  }

  private readCounts(place: number, { columns, steps }: ChartData, i: number): void {
    for (let c = 0; c < COUNTS; c++) {
      let all = 0
      for (let j = 0; j < this.journeys; j++) {
        const n = this.counts[(place * this.journeys + j) * COUNTS + c]
        columns[((1 + j) * COLUMNS + COUNT_COLUMNS[c]) * steps + i] = n
        all += n
      }
      columns[COUNT_COLUMNS[c] * steps + i] = all
    }
  }

  private readReturns(place: number, into: ChartData, i: number): void {
    const everybody = new Int32Array(RETURN_VALUES)
    const bits = this.present[place]
    for (let j = 0; j < this.journeys; j++) {
      const mine = (bits & (1 << j)) !== 0 ? this.returnsOf(place, j) : NOTHING
      fillReturns(mine, into, 1 + j, i)
      if (mine !== NOTHING) join(everybody, mine)
    }
    const several = (bits & (bits - 1)) !== 0
    if (several) everybody.set(this.returnsOf(place, this.journeys).subarray(0, QUANTILES), RETURN.p50Us)
    fillReturns(everybody, into, 0, i)
  }
  private returnsOf(place: number, journey: number): Int32Array {
    const at = place * this.stride + journey * RETURN_VALUES
    return this.returns.subarray(at, at + RETURN_VALUES)
  }
}

const QUANTILES = RETURN_VALUES - RETURN.p50Us
const NOTHING = new Int32Array(RETURN_VALUES)

/** A journey's values into everybody's, whose quantiles are then those of the last. */
function join(everybody: Int32Array, mine: Int32Array): void {
  for (let c = 0; c < RETURN_VALUES; c++) {
    if (c >= RETURN.p50Us) everybody[c] = mine[c]
    else if (c === RETURN.staleMaxUs || c === RETURN.missedMax) everybody[c] = Math.max(everybody[c], mine[c])
    else everybody[c] += mine[c]
  }
}
/** What nothing was measured for stays NaN: the staleness of no reads, the quantiles of no latencies. */
function fillReturns(values: Int32Array, { columns, steps }: ChartData, group: number, i: number): void {
  for (let c = 0; c < RETURN_VALUES; c++) {
    const of = c < RETURN.staleMaxUs || c === RETURN.samples ? -1 : c < RETURN.samples ? RETURN.reads : RETURN.samples
    if (of >= 0 && values[of] === 0) continue
    columns[(group * COLUMNS + RETURN_COLUMNS[c]) * steps + i] = values[c]
  }
}
