/**
 * Tells when a worker hangs: it owes answers, and nothing has been heard of it at so many looks in a row. Looks are counted, not
 * time, so that a page that slept suspects nobody. A worker whose job takes long says every now and then that it is alive.
 */
import type { LabConnection } from './labConnection'

export interface Patience {
  everyMs: number
  looks: number
}
const PATIENCE: Patience = { everyMs: 1_000, looks: 6 }

export class Watchdog {
  private heard = 0
  private silent = 0
  private readonly timer: ReturnType<typeof setInterval>

  /** `hung` is called once. */
  constructor(
    private readonly connection: Pick<LabConnection, 'owes' | 'heard'>,
    private readonly hung: () => void,
    private readonly patience: Patience = PATIENCE,
    private readonly watches: () => boolean = () => true,
  ) {
    this.timer = setInterval(() => this.look(), patience.everyMs)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private look(): void {
    const { owes, heard } = this.connection
    this.silent = owes && heard === this.heard && this.watches() ? this.silent + 1 : 0
    this.heard = heard
    if (this.silent < this.patience.looks) return
    this.stop()
    this.hung()
  }
}
