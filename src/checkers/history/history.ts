/**
 * A history as Jepsen keeps it: what clients invoked and what became of it (ok: it took effect; fail: it surely did not; info:
 * unknown, for ever), in the order in which it happened. Columns over typed arrays, about 25 bytes an event.
 */
import { ValueTable, type Value } from './values'

export const EVENT_TYPES = ['invoke', 'ok', 'fail', 'info'] as const
export type EventType = (typeof EVENT_TYPES)[number]

export interface HistoryEvent {
  /** Ascending; as in the file it came from, where that had one. */
  index: number
  type: EventType
  /** A client's process, or the name of something else that acts ("nemesis"). */
  process: number | string
  f: string
  value: Value
  /** Since the start; null where nothing is known. */
  timeNs: number | null
}

/**
 * What silence means. Jepsen: a read of nil says nothing and a failed operation is dropped. Porcupine's logs of etcd: a read
 * of nil saw the register empty, and a failed compare-and-set proves that it held something else.
 */
export type Conventions = 'jepsen' | 'porcupine-etcd'

export class History {
  readonly values = new ValueTable()
  length = 0
  private readonly names: string[] = []
  private readonly nameIds = new Map<string, number>()
  private types = new Uint8Array(64)
  private processes = new Int32Array(64)
  private functions = new Int32Array(64)
  private valueIds = new Int32Array(64)
  private indexes = new Float64Array(64)
  private times = new Float64Array(64)

  constructor(readonly conventions: Conventions = 'jepsen') {}

  /** `index` counts on from the event before where it is absent. */
  push(event: Omit<HistoryEvent, 'index'> & { index?: number }): void {
    const at = this.length
    if (at === this.types.length) this.grow()
    this.types[at] = EVENT_TYPES.indexOf(event.type)
    this.processes[at] = typeof event.process === 'number' ? event.process : -1 - this.nameId(event.process)
    this.functions[at] = this.nameId(event.f)
    this.valueIds[at] = this.values.idOf(event.value)
    this.indexes[at] = event.index ?? (at === 0 ? 0 : this.indexes[at - 1] + 1)
    this.times[at] = event.timeNs ?? -1
    this.length++
  }

  /** One event as an object: for import, export and explanations. */
  at(position: number): HistoryEvent {
    const process = this.processes[position]
    const timeNs = this.times[position]
    return {
      index: this.indexes[position],
      type: EVENT_TYPES[this.types[position]],
      process: process >= 0 ? process : this.names[-1 - process],
      f: this.names[this.functions[position]],
      value: this.value(position),
      timeNs: timeNs < 0 ? null : timeNs,
    }
  }

  type(position: number): EventType {
    return EVENT_TYPES[this.types[position]]
  }
  /** The process's number; below 0 for what is no client. */
  process(position: number): number {
    return this.processes[position]
  }
  f(position: number): string {
    return this.names[this.functions[position]]
  }
  value(position: number): Value {
    return this.values.valueOf(this.valueIds[position])
  }
  index(position: number): number {
    return this.indexes[position]
  }
  /** Nanoseconds; −1 where nothing is known. */
  timeNs(position: number): number {
    return this.times[position]
  }

  private nameId(name: string): number {
    const known = this.nameIds.get(name)
    if (known !== undefined) return known
    this.nameIds.set(name, this.names.length)
    return this.names.push(name) - 1
  }

  private grow(): void {
    const room = this.types.length * 2
    this.types = grown(this.types, new Uint8Array(room))
    this.processes = grown(this.processes, new Int32Array(room))
    this.functions = grown(this.functions, new Int32Array(room))
    this.valueIds = grown(this.valueIds, new Int32Array(room))
    this.indexes = grown(this.indexes, new Float64Array(room))
    this.times = grown(this.times, new Float64Array(room))
  }
}

function grown<A extends Uint8Array | Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from)
  return to
}
