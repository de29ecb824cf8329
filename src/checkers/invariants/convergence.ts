/** Convergence (Shapiro et al., SSS 2011: strong eventual consistency, as clients see it): when writing has ended, all read the same. */
import type { Operations } from '../history/operations'
import { Observations, type Observation } from '../sessions/observations'
import { Found, undecided, type InvariantVerdict } from './anomaly'
import { finalReads } from './finalReads'

/** Unknown where no key was read by two after its last write. Throws history.function, history.value. */
export function checkConvergence(operations: Operations): InvariantVerdict {
  const observations = new Observations(operations, 'convergence')
  const found = new Found()
  let compared = false
  for (const [key, reads] of finalReads(observations)) {
    const [first, ...others] = reads
    compared ||= others.length > 0
    const other = others.find((read) => contents(read, observations) !== contents(first, observations))
    if (other)
      found.add('convergence', [first.number, other.number], {
        key: observations.keyName(key),
        one: told(first, observations),
        other: told(other, observations),
      })
  }
  return compared ? found.verdict() : undecided('convergence.unread')
}

function contents({ seen }: Observation, { kind }: Observations): string {
  const versions = [...(seen as readonly number[])]
  return (kind === 'set' ? versions.sort((a, b) => a - b) : versions).join(' ')
}

function told({ seen }: Observation, observations: Observations): string {
  const text = (seen as readonly number[]).map((version) => observations.versionName(version)).join(' ')
  return text.length > 80 ? `${text.slice(0, 38)} … ${text.slice(-38)}` : text === '' ? 'nil' : text
}
