/**
 * How fresh each read of a journey must be: chosen per operation, while it runs. A choice is an act like any other, so it has
 * its mark on the timeline, its undo, and its shadow in the charts.
 */
import type { Consistency } from '../../cluster/command'
import type { LabStatus, Topology } from '../../lab/protocol'
import { actions } from '../actions'
import { useLab } from '../store'
import { words } from '../words'

type Choice = Consistency | 'asWritten'
type Read = Topology['reads'][number]
const CHOICES: readonly Choice[] = ['asWritten', 'strong', 'bounded', 'session', 'prefix', 'eventual']
const BOUND_US = 2_000_000

export function Freshness() {
  const w = words().stores
  const reads = useLab((lab) => lab.opened?.topology.reads)
  const status = useLab((lab) => lab.status)
  if (!reads || reads.length === 0 || !status) return null
  return (
    <fieldset className="freshness">
      <legend>{w.freshness}</legend>
      {reads.map((read) => {
        const siblings = reads.filter(({ journey }) => journey === read.journey)
        return (
          <label key={`${read.journey} ${read.step}`}>
            {w.readOf(read.journey, siblings.indexOf(read) + 1, siblings.length)}
            <select
              value={chosen(status, read)}
              onChange={({ target }) => void actions().act(commandFor(read, target.value as Choice))}
            >
              {CHOICES.map((choice) => (
                <option key={choice} value={choice}>
                  {w.levelWords(choice, BOUND_US)}
                </option>
              ))}
            </select>
          </label>
        )
      })}
    </fieldset>
  )
}

/** What holds at the playhead: the newest choice that was made by then. */
function chosen(status: LabStatus, { journey, step }: Read): Choice {
  const branch = status.branches.find(({ id }) => id === status.active)
  const made = branch?.commands.findLast(
    ({ atUs, command: c }) =>
      atUs <= status.timeUs && c.kind === 'setConsistency' && c.journey === journey && c.step === step,
  )
  return made?.command.kind === 'setConsistency' ? made.command.consistency : 'asWritten'
}
function commandFor({ journey, step }: Read, consistency: Choice) {
  const bound = consistency === 'bounded' ? { boundUs: BOUND_US } : {}
  return { kind: 'setConsistency', journey, step, consistency, ...bound } as const
}
