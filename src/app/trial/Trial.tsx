/** With and without: what to compare, what it came to in a sentence, and figure by figure. */
import { useEffect } from 'react'
import { resultText } from '../../lab/trial/summary'
import { Dialog } from '../shell/Dialog'
import { saveFile } from '../shell/share/handOver'
import { words } from '../words'
import { Choices } from './Choices'
import { SeedPicker } from './SeedPicker'
import { told } from './telling'
import { TrialTable } from './TrialTable'
import { lookAtRun, useTrial } from './trialStore'
import './trial.css'

export function Trial() {
  const w = words().compare
  const act = useTrial((state) => state.run?.commands.at(-1) ?? null)
  const run = useTrial((state) => state.run)
  useEffect(() => void lookAtRun(), [])
  return (
    <Dialog title={w.title} className="trial">
      {run && !act && <p>{w.nothingYet}</p>}
      <Sentence />
      {run && act && <Choices run={run} newest={act} />}
      <Outcome />
    </Dialog>
  )
}

/** What it came to, first of all; a screen reader hears it once it stands. */
function Sentence() {
  const w = words().compare
  const { act, running, result } = useTrial()
  const seeds = result?.bySeed.length ?? 0
  if (!result || (seeds === 0 && !running)) return null
  return (
    <p className="trial-sentence" role="status" aria-busy={running}>
      {seeds === 0 ? w.firstSeeds : w.sentence(seeds, act, told(result.figures))}
    </p>
  )
}

function Outcome() {
  const w = words().compare
  const { trial, running, cancelled, result, replaced, refused } = useTrial()
  if (refused) return <p role="alert">{words().problem(refused.code, refused.params)}</p>
  if (!trial || !result) return null
  const done = result.bySeed.length + result.refused.length
  return (
    <>
      {cancelled && <p>{w.cancelled(done, trial.seeds.length)}</p>}
      {replaced.length > 0 && <p>{w.replaced(replaced.length)}</p>}
      {result.refused.map(({ seed, code, params }) => (
        <p key={seed} className="trial-refused">
          {w.refused(seed, code === 'trial.crashed' ? w.crashed : words().problem(code, params))}
        </p>
      ))}
      {result.bySeed.length > 0 && (
        <>
          <TrialTable result={result} />
          <p className="quiet">{w.span(result.fromUs, result.toUs)}</p>
          <div className="trial-after">
            <SeedPicker result={result} />
            {!running && (
              <button
                type="button"
                onClick={() =>
                  saveFile(new Blob([resultText(trial, result)], { type: 'application/json' }), 'comparison.json')
                }
              >
                {w.save}
              </button>
            )}
          </div>
        </>
      )}
    </>
  )
}
