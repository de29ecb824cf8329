/**
 * The page's end of the line to the lab's worker: requests answered by id, pushes, and the worker's death. Nothing here
 * knows what a request means. Whatever the worker still owed when it died is refused, so that nobody waits for ever.
 */
import { FaultlineError } from '../kernel/assert'
import type { LabAnswer, LabMessage, LabPush, LabRequest } from './protocol'

interface Waiting {
  resolve: (value: unknown) => void
  reject: (reason: FaultlineError) => void
}

export class LabClient {
  private nextId = 1
  private readonly waiting = new Map<number, Waiting>()
  private readonly pushListeners: ((push: LabPush) => void)[] = []
  private readonly crashListeners: ((message: string) => void)[] = []
  private dead: string | null = null
  /** Messages that came of the worker. */
  heard = 0

  /** Takes over the worker's messages and errors. */
  constructor(private readonly worker: Worker) {
    worker.addEventListener('message', (event: MessageEvent<LabAnswer | LabPush>) => this.hear(event.data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.crash(event.message || 'the worker could not be started')
    })
    worker.addEventListener('messageerror', () => this.crash('a message could not be read'))
  }

  /** What the request's comment in protocol.ts says, or a FaultlineError: a code with parameters. */
  request(request: LabRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.dead !== null) {
        reject(new FaultlineError('crashed', { what: this.dead }))
        return
      }
      const message: LabMessage = { id: this.nextId++, request }
      this.waiting.set(message.id, { resolve, reject })
      this.worker.postMessage(message, request.do === 'tick' ? request.recycle : [])
    })
  }

  /** Whether the worker has something to answer. */
  get owes(): boolean {
    return this.waiting.size > 0
  }

  onPush(listener: (push: LabPush) => void): void {
    this.pushListeners.push(listener)
  }
  /** The worker died by itself; it answers nothing more, and another one is the caller's to start. */
  onCrash(listener: (message: string) => void): void {
    this.crashListeners.push(listener)
  }

  terminate(): void {
    this.end('ended by the page')
  }

  private crash(message: string): void {
    if (this.dead !== null) return
    this.end(message)
    for (const listener of this.crashListeners) listener(message)
  }

  private end(message: string): void {
    this.worker.terminate()
    this.dead = message
    for (const { reject } of this.waiting.values()) reject(new FaultlineError('crashed', { what: message }))
    this.waiting.clear()
  }

  private hear(message: LabAnswer | LabPush): void {
    this.heard++
    if ('push' in message) {
      for (const listener of this.pushListeners) listener(message)
      return
    }
    const waiting = this.waiting.get(message.id)
    if (!waiting) return
    this.waiting.delete(message.id)
    if (message.ok) waiting.resolve(message.value)
    else waiting.reject(new FaultlineError(message.code, message.params))
  }
}
