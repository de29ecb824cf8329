/**
 * Lets values through at most once in so many milliseconds: at once when the last one is long enough ago, else the newest one when its
 * time comes. However many come, the page shows no more; and the last one is always shown.
 */
export class Gate<T> {
  /** The last one that was offered: what the page does must not wait for what it shows. */
  newest: T | null = null
  private lastMs = -Infinity
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly everyMs: number,
    private readonly show: (value: T) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  offer(value: T): void {
    this.newest = value
    if (this.timer !== null) return
    const waitMs = this.lastMs + this.everyMs - this.now()
    if (waitMs <= 0) this.pass()
    else this.timer = setTimeout(() => this.pass(), waitMs)
  }
  /** Nothing passes any more. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private pass(): void {
    this.timer = null
    this.lastMs = this.now()
    this.show(this.newest as T)
  }
}
