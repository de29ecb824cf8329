/** Seeks while dragging: one at a time, always to the newest wish; wishes made meanwhile are overtaken, not queued. */
export class LatestSeek {
  private wanted: number | null = null
  private running = false
  /** Where it is going: what a further step starts from. Null once it is there. */
  goalUs: number | null = null

  constructor(private readonly seek: (atUs: number) => Promise<void>) {}

  to(atUs: number): void {
    this.wanted = atUs
    this.goalUs = atUs
    if (!this.running) void this.run()
  }

  private async run(): Promise<void> {
    this.running = true
    try {
      while (this.wanted !== null) {
        const atUs = this.wanted
        this.wanted = null
        await this.seek(atUs)
      }
    } finally {
      this.running = false
      this.goalUs = null
    }
  }
}
