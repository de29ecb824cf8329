/** What is left out, over how many seeds and until when; and the button that plays them. */
import { useEffect, useRef } from 'react'
import type { StampedCommand } from '../../cluster/command'
import type { RunValue } from '../../lab/protocol'
import { words } from '../words'
import type { TrialChoice } from './trialStore'
import { AFTER_US, cancelTrial, choose, hasPolicies, SEED_COUNTS, startTrial, useTrial } from './trialStore'

export function Choices({ run, newest }: { run: RunValue; newest: StampedCommand }) {
  const w = words().compare
  const go = useRef<HTMLButtonElement>(null)
  // It comes after the window, once the run is known.
  useEffect(() => go.current?.focus(), [])
  const { choice, running, trial, result } = useTrial()
  const done = result ? result.bySeed.length + result.refused.length : 0
  const leftOut =
    choice.leftOut === 'newest' ? newest : run.commands.find(({ command }) => command.kind === 'setPolicy')
  const { command, atUs } = leftOut ?? newest
  return (
    <div className="trial-asked">
      {!running && done === 0 && <p>{w.lead(choice.leftOut === 'newest' ? command : null, atUs)}</p>}
      <fieldset className="trial-choices" disabled={running}>
        <legend className="hidden-visually">{w.choices}</legend>
        {hasPolicies(run) && (
          <label>
            {w.leaveOut}
            <select
              value={choice.leftOut}
              onChange={({ target }) => choose({ leftOut: target.value as TrialChoice['leftOut'] })}
            >
              <option value="newest">{w.newest(newest.command)}</option>
              <option value="policies">{w.policies}</option>
            </select>
          </label>
        )}
        <label>
          {w.seedCount}
          <select
            value={choice.seeds}
            onChange={({ target }) => choose({ seeds: Number(target.value) as TrialChoice['seeds'] })}
          >
            {SEED_COUNTS.map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
        <label>
          {w.until}
          <select
            value={choice.afterUs ?? 0}
            onChange={({ target }) => choose({ afterUs: (Number(target.value) || null) as TrialChoice['afterUs'] })}
          >
            {run.horizonUs > atUs && <option value={0}>{w.playhead(run.horizonUs)}</option>}
            {AFTER_US.map((us) => (
              <option key={us} value={us}>
                {w.after(us)}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <div className="trial-go">
        {/* One button in one place, so that the focus stays on it. */}
        <button
          type="button"
          className={running ? 'trial-run' : 'trial-run primary'}
          ref={go}
          onClick={running ? cancelTrial : () => startTrial()}
        >
          {running ? w.cancel : trial ? w.again : w.run}
        </button>
        {running && trial && (
          <>
            <progress aria-label={w.progress} max={trial.seeds.length} value={done} />
            <span>{w.played(done, trial.seeds.length)}</span>
          </>
        )}
      </div>
    </div>
  )
}
