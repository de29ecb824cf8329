/** The steps that a check may still take: what grows faster than its history ends here, and its verdict is unknown. */
import { undecided, type Found, type InvariantVerdict } from './invariants/anomaly'

export class Steps {
  exhausted = false

  constructor(private left: number) {}

  /** Whether so many may be taken. */
  take(count: number): boolean {
    if (count > this.left) this.exhausted = true
    else this.left -= count
    return !this.exhausted
  }
}

/** What was found stands, whatever was not looked at; nothing found says nothing then. */
export function verdictWithin(steps: Steps, found: Found): InvariantVerdict {
  const isOpen = steps.exhausted && found.all.length === 0
  return isOpen ? undecided('exhausted.steps', { undecided: 1, objects: 1 }) : found.verdict()
}
