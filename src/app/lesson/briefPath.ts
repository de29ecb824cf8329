/** The critical path of an operation in a few rows: steps at one place as one, and of these the longest, in their order. */
import type { Step } from '../../lab/protocol'

/** Of the whole; less is not worth a row. */
const LEAST_SHARE = 0.02

export function briefPath(path: readonly Step[], most: number): Step[] {
  const joined: Step[] = []
  for (const step of path) {
    const last = joined.at(-1)
    const isSame =
      last &&
      last.part === step.part &&
      last.node === step.node &&
      last.link === step.link &&
      last.reason === step.reason
    if (isSame) joined[joined.length - 1] = { ...last, toUs: step.toUs }
    else joined.push(step)
  }
  const took = ({ fromUs, toUs }: Step): number => toUs - fromUs
  const whole = joined.reduce((sum, step) => sum + took(step), 0)
  const longest = [...joined].sort((a, b) => took(b) - took(a)).slice(0, most)
  return joined.filter((step) => longest.includes(step) && took(step) >= whole * LEAST_SHARE)
}
