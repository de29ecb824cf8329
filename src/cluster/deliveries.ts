/**
 * Puts back what the journal leaves out: a message whose sending told when it would arrive, and which then did, as the first thing
 * that happened in that microsecond, has no record of its delivery (journal.ts). Whoever wants all of them folds through this. Records
 * come a microsecond late, for it takes the next one to know that a message was not lost on arrival: `end` when time has come to rest.
 */
import { type Fold, KIND, STRIDE, timeOf } from './journal'
import { MESSAGE_TYPES } from './messageTypes'

const TELLS_FLIGHT = MESSAGE_TYPES.map(({ sized }) => !sized)
const TWO_32 = 4294967296

/** A message under way: when it is to arrive, and words 0 to 4 of its record. */
interface Flight {
  dueUs: number
  words: Int32Array
}

export class Deliveries {
  /** By time of arrival, and of those the same in the order of their sending. */
  private readonly flights: Flight[] = []
  /** Records of the latest microsecond. */
  private latest: Int32Array[] = []
  private latestUs = -1
  private out: Int32Array[] = []

  constructor(private readonly to: Fold) {}

  /** To be attached to a journal before the messages of interest are sent. */
  readonly fold: Fold = (words, records) => {
    for (let i = 0; i < records; i++) {
      const atUs = timeOf(words, i)
      if (atUs !== this.latestUs) this.turn(atUs)
      this.latest.push(words.slice(i * STRIDE, (i + 1) * STRIDE))
    }
    this.handOn()
  }

  /** Everything up to `nowUs` has happened. */
  end(nowUs: number): void {
    this.turn(nowUs)
    this.deliver(nowUs)
    this.handOn()
  }

  /** The latest microsecond is over. */
  private turn(nextUs: number): void {
    this.deliver(this.latestUs - 1)
    for (const record of this.latest) this.forget(record)
    this.deliver(this.latestUs)
    this.out.push(...this.latest)
    for (const record of this.latest) this.note(record)
    this.latest = []
    this.latestUs = nextUs
  }
  /** A record of what became of a message that was to arrive now. */
  private forget(record: Int32Array): void {
    const kind = record[0] & 255
    if (kind !== KIND.DELIVERED && kind !== KIND.DROPPED && kind !== KIND.HELD) return
    const at = this.flights.findIndex(({ words }) => [1, 2, 3, 4].every((w) => words[w] === record[w]))
    if (at >= 0 && this.flights[at].dueUs === this.latestUs) this.flights.splice(at, 1)
  }
  private note(record: Int32Array): void {
    if ((record[0] & 255) !== KIND.SENT || !TELLS_FLIGHT[record[0] >>> 8] || record[5] <= 0) return
    const dueUs = this.latestUs + record[5]
    let at = this.flights.length
    while (at > 0 && this.flights[at - 1].dueUs > dueUs) at--
    this.flights.splice(at, 0, { dueUs, words: record })
  }
  private deliver(untilUs: number): void {
    while (this.flights.length > 0 && this.flights[0].dueUs <= untilUs) {
      const { dueUs, words } = this.flights.shift() as Flight
      const head = KIND.DELIVERED | (words[0] & ~255)
      this.out.push(Int32Array.of(head, words[1], words[2], words[3], words[4], 0, dueUs, dueUs / TWO_32))
    }
  }
  private handOn(): void {
    const all = new Int32Array(this.out.length * STRIDE)
    this.out.forEach((record, i) => all.set(record, i * STRIDE))
    this.out = []
    this.to(all, all.length / STRIDE)
  }
}
