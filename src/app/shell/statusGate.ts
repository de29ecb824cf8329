/**
 * Lets the lab's status through to React at most three times a second: at once when the last one is long enough ago, else
 * the newest one when its time comes. Whatever the worker sends, the page renders no oftener.
 */
import type { LabStatus } from '../../lab/protocol'

const EVERY_MS = 333

export class StatusGate {
  /** The last one that was offered: what the page does must not wait for what it shows. */
  newest: LabStatus | null = null
  private lastMs = -Infinity
  private waiting: LabStatus | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly show: (status: LabStatus) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  offer(status: LabStatus): void {
    this.newest = status
    const wait = this.lastMs + EVERY_MS - this.now()
    if (wait <= 0) {
      this.pass(status)
      return
    }
    if (this.waiting === null) this.timer = setTimeout(() => this.waiting && this.pass(this.waiting), wait)
    this.waiting = status
  }

  private pass(status: LabStatus): void {
    clearTimeout(this.timer)
    this.waiting = null
    this.lastMs = this.now()
    this.show(status)
  }
}
