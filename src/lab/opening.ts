/**
 * Opens a run and says whether it is what it claims to be: the fingerprint that came with it, against the one of its replay
 * at the same (time, events). It is a checksum, not a signature.
 */
import type { StampedCommand } from '../cluster'
import type { Fingerprint, RunValue } from '../scenarios/run'
import { ENGINE_VERSION } from '../scenarios/world'
import type { Job } from './job'
import { Lab } from './lab'
import type { LabOptions } from './lab'
import type { Verification } from './protocol'

/** A lab that has played the run up to its horizon. The run must have been validated. */
export function* openVerified(
  run: RunValue,
  expect: Fingerprint | undefined,
  started: (lab: Lab) => void = () => {},
  options?: LabOptions,
): Job<{ lab: Lab; verification: Verification }> {
  const lab = new Lab(run, options)
  started(lab)
  const commands: StampedCommand[] = run.commands.map((stamped) => ({ ...stamped }))
  let verification: Verification = run.engine === ENGINE_VERSION ? 'unstated' : 'otherEngine'
  if (!expect) yield* lab.begin(commands, { atUs: run.horizonUs, events: Infinity, applied: Infinity })
  else {
    yield* lab.begin(commands, { atUs: expect.atUs, events: expect.events, applied: Infinity })
    const { hex, atUs, events } = lab.fingerprint()
    const same = hex === expect.hex && atUs === expect.atUs && events === expect.events
    verification = same ? 'verified' : run.engine === ENGINE_VERSION ? 'altered' : 'otherEngine'
    if (lab.timeUs < run.horizonUs) yield* lab.seek(run.horizonUs)
  }
  return { lab, verification }
}
