/**
 * Runs reproductions in a worker of their own, one after the other, and keeps what they found for as long as the page
 * lives. Stopping ends the worker; the rows that had come stay.
 */
import { create } from 'zustand'
import type { ReproductionRow } from '../../experiments'
import type { ReproductionInfo, ReproductionMessage, ReproductionRequest } from './reproductionMessages'

export type RunState = 'idle' | 'waiting' | 'running' | 'done' | 'failed'
export interface Reproduction extends ReproductionInfo {
  state: RunState
  share: number // done, 0 to 1
  rows: ReproductionRow[]
}
/** `list`: null until the worker has told what there is; `broken`: it could not be started; `brief`: with fewer trials. */
export const useReproductions = create<{ list: Reproduction[] | null; broken: boolean; brief: boolean }>()(() => ({
  list: null,
  brief: true,
  broken: false,
}))

export interface ReproductionWorker {
  postMessage(request: ReproductionRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<ReproductionMessage>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export class Reproducer {
  private worker: ReproductionWorker | null = null
  private running: string | null = null
  private queue: string[] = []

  constructor(private readonly connect: () => ReproductionWorker) {}

  /** Starts the worker, which tells what can be reproduced. */
  start(): void {
    if (this.worker) return
    this.worker = this.connect()
    this.worker.onmessage = ({ data }) => this.hear(data)
    this.worker.onerror = () => this.broke()
  }

  /** Runs these, after what is already running. A row found before is found again. */
  run(ids: string[]): void {
    this.start()
    for (const id of ids) {
      if (this.running === id || this.queue.includes(id)) continue
      this.queue.push(id)
      change(id, { state: 'waiting', share: 0, rows: [] })
    }
    this.next()
  }

  stop(): void {
    this.worker?.terminate()
    this.worker = null
    for (const id of this.running === null ? this.queue : [this.running, ...this.queue]) change(id, { state: 'idle' })
    this.running = null
    this.queue = []
  }

  private next(): void {
    if (this.running !== null || !this.worker || !useReproductions.getState().list) return
    this.running = this.queue.shift() ?? null
    if (this.running === null) return
    change(this.running, { state: 'running' })
    this.worker.postMessage({ run: this.running, brief: useReproductions.getState().brief })
  }

  private hear(message: ReproductionMessage): void {
    switch (message.say) {
      case 'list':
        if (!useReproductions.getState().list) {
          const list = message.list.map((info): Reproduction => ({ ...info, state: 'idle', share: 0, rows: [] }))
          useReproductions.setState({ list, broken: false })
        }
        break
      case 'progress':
        change(message.id, { share: message.share })
        return
      case 'row': {
        const rows = useReproductions.getState().list?.find((r) => r.id === message.id)?.rows ?? []
        change(message.id, { rows: [...rows, message.row] })
        return
      }
      case 'done':
      case 'failed':
        change(message.id, { state: message.say, share: 1 })
        this.running = null
    }
    this.next()
  }

  private broke(): void {
    const { running } = this
    this.stop()
    if (running !== null) change(running, { state: 'failed' })
    if (!useReproductions.getState().list) useReproductions.setState({ broken: true })
  }
}

function change(id: string, by: Partial<Reproduction>): void {
  useReproductions.setState(({ list }) => ({ list: list?.map((r) => (r.id === id ? { ...r, ...by } : r)) ?? null }))
}
