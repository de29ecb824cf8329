/** One decision: what it is, who makes it now, its code, and why it came out so. */
import { lazy, Suspense } from 'react'
import type { ContractName } from '../../decisions'
import { words } from '../words'
import { CodeRoom } from './CodeRoom'
import { useStudio } from './studioStore'
import { WhoDecides } from './WhoDecides'

const Why = lazy(() => import('./why/Why').then((m) => ({ default: m.Why })))

export function DecisionRoom({ contract }: { contract: ContractName }) {
  const w = words().studio
  const tab = useStudio((studio) => studio.tab)
  return (
    <>
      <h2>{w.name(contract)}</h2>
      {w.purpose(contract) && <p className="quiet">{w.purpose(contract)}</p>}
      <WhoDecides contract={contract} />
      <div className="view-switch" role="group" aria-label={w.tabs.label}>
        {(['code', 'why'] as const).map((name) => (
          <button
            key={name}
            className="plain"
            aria-pressed={tab === name}
            onClick={() => useStudio.setState({ tab: name })}
          >
            {w.tabs[name]}
          </button>
        ))}
      </div>
      {tab === 'code' ? (
        <CodeRoom contract={contract} />
      ) : (
        <Suspense>
          <Why contract={contract} />
        </Suspense>
      )}
    </>
  )
}
