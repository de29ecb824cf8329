/**
 * Does many like tasks over several workers, each by whoever is free. A worker that dies is replaced and its task done once more; a task
 * that kills two is lost, and the others go on. Knows no worker: the host hires them.
 */
export interface Hand<Task, Answer> {
  /** Rejects when the worker dies. */
  ask(task: Task): Promise<Answer>
  dismiss(): void
}
export interface CrewHost<Task, Answer> {
  hire(): Hand<Task, Answer>
  answered(task: Task, answer: Answer): void
  lost(task: Task): void
  /** A worker died, and its task is done again. */
  replaced?(task: Task): void
}

export class Crew<Task, Answer> {
  private readonly hands = new Set<Hand<Task, Answer>>()
  private readonly waiting: Task[]
  private cancelled = false
  /** All tasks are done or lost, or the crew was sent home. */
  readonly done: Promise<void>

  constructor(
    tasks: readonly Task[],
    size: number,
    private readonly host: CrewHost<Task, Answer>,
  ) {
    this.waiting = [...tasks]
    this.done = Promise.all(Array.from({ length: Math.min(size, tasks.length) }, () => this.lane())).then(() => {})
  }

  /** Ends all work at once; nothing more is told. */
  cancel(): void {
    this.cancelled = true
    for (const hand of this.hands) hand.dismiss()
    this.hands.clear()
  }

  private async lane(): Promise<void> {
    let hand = this.hire()
    for (let task = this.waiting.shift(); task !== undefined; task = this.waiting.shift()) {
      let answer = await this.ask(hand, task)
      if (this.cancelled) return
      if (!answer) {
        hand = this.replace(hand)
        this.host.replaced?.(task)
        answer = await this.ask(hand, task)
        if (this.cancelled) return
        if (!answer) hand = this.replace(hand)
      }
      if (answer) this.host.answered(task, answer.of)
      else this.host.lost(task)
    }
    this.dismiss(hand)
  }
  /** null: the worker is dead. */
  private ask(hand: Hand<Task, Answer>, task: Task): Promise<{ of: Answer } | null> {
    return hand.ask(task).then(
      (of) => ({ of }),
      () => null,
    )
  }
  private hire(): Hand<Task, Answer> {
    const hand = this.host.hire()
    this.hands.add(hand)
    return hand
  }
  private replace(dead: Hand<Task, Answer>): Hand<Task, Answer> {
    this.dismiss(dead)
    return this.hire()
  }
  private dismiss(hand: Hand<Task, Answer>): void {
    this.hands.delete(hand)
    hand.dismiss()
  }
}
