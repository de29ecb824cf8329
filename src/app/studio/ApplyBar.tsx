/** From draft to run: where the code shall decide, what becomes of its memory, and the ways back. */
import type { PolicyReach } from '../../cluster/command'
import type { ContractName } from '../../decisions'
import { usePanelShown } from '../lessonMode'
import { useLab } from '../store'
import { words } from '../words'
import { compareOverSeeds, compareWithout } from './compareWithout'
import { inForce } from './inForce'
import { PauseOnFailure } from './PauseOnFailure'
import { problemText } from './problemText'
import { reachesOf } from './running'
import type { Applying } from './useApply'

interface ApplyBarProps {
  contract: ContractName
  isEdited: boolean
  runningId: string | null
  applying: Applying
}

export function ApplyBar({ contract, isEdited, runningId, applying }: ApplyBarProps) {
  const w = words().studio
  const status = useLab((lab) => lab.status)
  const { refused, busy } = applying
  const [latest] = inForce(status, contract)
  const compares = usePanelShown('compare')
  return (
    <div className="apply-bar">
      <Where contract={contract} applying={applying} />
      <div className="apply-verbs">
        <button className="primary" title={w.applyHint} disabled={busy} onClick={applying.apply}>
          {w.apply}
        </button>
        {latest && (
          <button title={w.takeBackHint} disabled={busy} onClick={() => applying.takeBack(latest.reach)}>
            {w.takeBack}
          </button>
        )}
        {latest && compares && (
          <>
            <button title={w.withoutHint} onClick={() => void compareWithout()}>
              {w.without}
            </button>
            <button title={w.overSeedsHint} onClick={compareOverSeeds}>
              {w.overSeeds}
            </button>
          </>
        )}
        <span className="quiet">{isEdited ? w.unapplied : runningId !== null && w.applied}</span>
      </div>
      <p role="alert" className="refused">
        {refused && w.refused(w.line(refused.file, refused.line, false), problemText(refused))}
      </p>
      <PauseOnFailure />
    </div>
  )
}

function Where({ contract, applying }: Pick<ApplyBarProps, 'contract' | 'applying'>) {
  const w = words().studio
  const scenario = useLab((lab) => lab.opened?.scenario)
  const reaches: PolicyReach[] = scenario ? reachesOf(scenario, contract) : [{}]
  const { reach, setReach, state, setState } = applying
  const chosen = reaches.findIndex((one) => JSON.stringify(one) === JSON.stringify(reach))
  return (
    <div className="apply-where">
      <label>
        {w.reachLabel}
        <select value={Math.max(0, chosen)} onChange={({ target }) => setReach(reaches[Number(target.value)])}>
          {reaches.map((one, i) => (
            <option key={i} value={i}>
              {w.reachOption(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.stateLabel}
        <select value={state} onChange={({ target }) => setState(target.value as 'keep' | 'reset')}>
          {(['keep', 'reset'] as const).map((name) => (
            <option key={name} value={name}>
              {w.state[name]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
