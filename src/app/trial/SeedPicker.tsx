/** One seed among all: shown in every strip, and opened in the lab with both of its branches. */
import type { TrialResult } from '../../lab/trial/summary'
import { words } from '../words'
import { openSeed, useTrial } from './trialStore'

export function SeedPicker({ result }: { result: TrialResult }) {
  const w = words().compare
  const pointed = useTrial((state) => state.pointed)
  return (
    <span className="trial-seed">
      <label>
        {w.seed}
        <select
          value={pointed ?? ''}
          onChange={({ target }) => useTrial.setState({ pointed: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">{w.noSeed}</option>
          {result.bySeed.map(({ seed }) => (
            <option key={seed}>{seed}</option>
          ))}
        </select>
      </label>
      <button
        type="button"
        disabled={pointed === null}
        title={w.openSeedHint}
        onClick={() => pointed !== null && void openSeed(pointed, w.names)}
      >
        {w.openSeed}
      </button>
    </span>
  )
}
