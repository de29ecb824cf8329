/**
 * The same work in plain JavaScript, without links, faults, journal or fingerprint: what the language allows, to measure
 * ourselves against in the same run. W1 is a binary heap over typed arrays, W2 generators, W3 classes and Maps.
 */
import { near, type Program } from '../program'

/** Uniform draws: sfc32 (C. Doty-Humphrey, PractRand), its state in a typed array. */
class Uniform {
  private readonly state = new Int32Array([0x9e3779b9, 0x243f6a88, 42, 1])
  constructor() {
    for (let i = 0; i < 12; i++) this.word()
  }
  word(): number {
    const state = this.state
    const a = state[0]
    const b = state[1]
    const c = state[2]
    const d = state[3]
    const sum = (((a + b) | 0) + d) | 0
    state[3] = d + 1
    state[0] = b ^ (b >>> 9)
    state[1] = c + (c << 3)
    state[2] = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  exponential(): number {
    return -Math.log(1 - this.word() / 4294967296)
  }
}

/** A binary heap over typed arrays of a fixed number of entries, whose top is replaced. */
class HoldHeap {
  readonly times: Float64Array
  readonly ids: Int32Array
  constructor(readonly n: number) {
    this.times = new Float64Array(n + 2).fill(Infinity)
    this.ids = new Int32Array(n + 2)
  }
  sift(from: number, at: number, id: number): void {
    const { times, ids } = this
    const half = this.n >> 1
    let i = from
    while (i < half) {
      let child = 2 * i + 1
      if (times[child + 1] < times[child]) child++
      const time = times[child]
      if (time >= at) break
      times[i] = time
      ids[i] = ids[child]
      i = child
    }
    times[i] = at
    ids[i] = id
  }
}

export function plainHold(n: number, count: number): Program {
  const heap = new HoldHeap(n)
  const draws = new Uniform()
  let now = 0
  let sum = 0
  for (let i = 0; i < n; i++) {
    heap.times[i] = draws.exponential()
    heap.ids[i] = i
  }
  for (let i = n >> 1; i >= 0; i--) heap.sift(i, heap.times[i], heap.ids[i])
  return {
    run() {
      const { times, ids } = heap
      for (let k = 0; k < count; k++) {
        const id = ids[0]
        now = times[0]
        switch (id & 3) {
          case 0:
            sum += 1
            break
          case 1:
            sum += 2
            break
          case 2:
            sum += 3
            break
          default:
            sum += 4
        }
        heap.sift(0, now + draws.exponential(), id)
      }
      return count
    },
    check: () => near('the rate', count / now, n, 0.02) ?? near('the sum', sum / count, 2.5, 0.02),
  }
}

/** Anything that waits for its time, in order of time, then of coming. */
interface Timed {
  time: number
  order: number
}
class ObjectHeap<T extends Timed> {
  private readonly items: T[] = []
  private order = 0
  get size(): number {
    return this.items.length
  }
  push(item: T): void {
    item.order = this.order++
    const { items } = this
    let i = items.length
    items.push(item)
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (items[parent].time <= item.time) break
      items[i] = items[parent]
      i = parent
    }
    items[i] = item
  }
  pop(): T {
    const { items } = this
    const top = items[0]
    const last = items.pop() as T
    const half = items.length >> 1
    if (items.length === 0) return top
    let i = 0
    while (i < half) {
      let child = 2 * i + 1
      const right = child + 1
      if (right < items.length && before(items[right], items[child])) child = right
      if (before(last, items[child])) break
      items[i] = items[child]
      i = child
    }
    items[i] = last
    return top
  }
}
const before = (a: Timed, b: Timed): boolean => a.time < b.time || (a.time === b.time && a.order < b.order)

export function plainSingleQueue(_n: number, count: number): Program {
  type Process = Generator<number, void>
  const QUEUE = -1
  const heap = new ObjectHeap<Timed & { process: Process }>()
  const draws = new Uniform()
  const line: Process[] = []
  let first = 0
  let busy = false
  let now = 0
  let served = 0
  let total = 0
  function resume(process: Process): void {
    for (;;) {
      const step = process.next()
      if (step.done) return
      if (step.value !== QUEUE) {
        heap.push({ time: now + step.value, order: 0, process })
        return
      }
      if (busy) {
        line.push(process)
        return
      }
      busy = true
    }
  }
  function release(): void {
    if (first === line.length) {
      busy = false
      return
    }
    heap.push({ time: now, order: 0, process: line[first++] })
    if (first > 4096) {
      line.splice(0, first)
      first = 0
    }
  }
  function* customer(): Process {
    const came = now
    yield QUEUE
    yield draws.exponential()
    release()
    total += now - came
    served++
  }
  function* source(): Process {
    for (let i = 0; i < count; i++) {
      yield draws.exponential() / 0.9
      resume(customer())
    }
  }
  return {
    run() {
      resume(source())
      while (heap.size > 0) {
        const next = heap.pop()
        now = next.time
        resume(next.process)
      }
      return served
    },
    check: () => near('the mean time in the system', total / served, 10, count < 500_000 ? 0.25 : 0.08),
  }
}

const KEYS = 1_000
class Message implements Timed {
  order = 0
  constructor(
    public time: number,
    readonly to: { receive(m: Message): void },
    readonly kind: 'read' | 'write' | 'reply',
    readonly from: { receive(m: Message): void },
    readonly operation: number,
    readonly key: number,
    readonly version: number,
  ) {}
  fire(): void {
    this.to.receive(this)
  }
}
class Timer implements Timed {
  order = 0
  cancelled = false
  constructor(
    public time: number,
    private readonly due: () => void,
  ) {}
  fire(): void {
    if (!this.cancelled) this.due()
  }
}

export function plainQuorumCluster(n: number, count: number): Program {
  const heap = new ObjectHeap<Message | Timer>()
  const draws = new Uniform()
  const acknowledged = new Map<number, number>()
  let now = 0
  let next = 0
  let answered = 0
  let timeouts = 0
  let stale = 0
  let latency = 0
  const send = (
    to: { receive(m: Message): void },
    kind: Message['kind'],
    from: { receive(m: Message): void },
    operation: number,
    key: number,
    version: number,
  ): void => heap.push(new Message(now + 0.5 + draws.exponential(), to, kind, from, operation, key, version))

  class Replica {
    private readonly store = new Map<number, number>()
    receive(m: Message): void {
      let version = this.store.get(m.key) ?? 0
      if (m.kind === 'write' && m.version > version) {
        version = m.version
        this.store.set(m.key, version)
      }
      send(m.from, 'reply', this, m.operation, m.key, version)
    }
  }
  const replicas = Array.from({ length: 5 }, () => new Replica())
  class Client {
    private operation = 0
    private key = 0
    private isWrite = false
    private got = 0
    private newest = 0
    private mark = 0
    private began = 0
    private timer: Timer | null = null
    begin(): void {
      if (next === count) {
        this.operation = 0
        return
      }
      this.operation = ++next
      this.key = draws.word() % KEYS
      this.isWrite = (draws.word() & 1) === 1
      this.got = 0
      this.newest = 0
      this.mark = acknowledged.get(this.key) ?? 0
      this.began = now
      for (let j = 0; j < 3; j++) {
        const to = replicas[(this.key + j) % 5]
        send(to, this.isWrite ? 'write' : 'read', this, this.operation, this.key, this.operation)
      }
      this.timer = new Timer(now + 6, () => {
        timeouts++
        this.begin()
      })
      heap.push(this.timer)
    }
    receive(m: Message): void {
      if (m.operation !== this.operation) return
      if (m.version > this.newest) this.newest = m.version
      if (++this.got < 2) return
      if (this.timer) this.timer.cancelled = true
      answered++
      latency += now - this.began
      if (this.isWrite) acknowledged.set(this.key, Math.max(this.operation, acknowledged.get(this.key) ?? 0))
      else if (this.newest < this.mark) stale++
      this.begin()
    }
  }
  return {
    run() {
      for (let i = 0; i < n; i++) new Client().begin()
      while (heap.size > 0) {
        const event = heap.pop()
        now = event.time
        event.fire()
      }
      return answered + timeouts
    },
    check: () =>
      (stale > 0 ? `${stale} reads were stale` : null) ??
      near('the share of time-outs', timeouts / count, 0.00477, 0.08) ??
      near('the mean latency in ms', latency / answered, 2.805, 0.005),
  }
}
