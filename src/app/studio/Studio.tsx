/** The panel beside the graph: the decisions of this run, then one of them with its code. */
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { ContractName } from '../../decisions'
import { useContractsShown } from '../lessonMode'
import { useFocusReturned } from '../shell/useFocusReturned'
import { useLab } from '../store'
import { words } from '../words'
import { DecisionRoom } from './DecisionRoom'
import { WhoDecides } from './WhoDecides'
import { decisionsOf, lacking } from './running'
import { closeStudio, openCode, useStudio } from './studioStore'
import './studio.css'

const Why = lazy(() => import('./why/Why').then((m) => ({ default: m.Why })))

export function Studio() {
  const w = words().studio
  const contract = useStudio((studio) => studio.contract)
  const tab = useStudio((studio) => studio.tab)
  const scenario = useLab((lab) => lab.opened?.scenario)
  const admitted = useContractsShown()
  const contracts = scenario ? decisionsOf(scenario).filter((name) => admitted?.includes(name) ?? true) : []
  // In a lesson about one decision there is no list of one.
  const [only] = admitted && contracts.length === 1 ? contracts : [null]
  const shown = contract !== null && contracts.includes(contract) ? contract : only
  const panel = useRef<HTMLDivElement>(null)
  useFocusReturned()
  // What was pressed to come here is gone.
  useEffect(() => panel.current?.focus(), [shown])
  if (!scenario) return null
  return (
    <div className="studio" tabIndex={-1} ref={panel}>
      <header>
        {(shown === null && tab === 'code') || only ? (
          <h2>{w.title}</h2>
        ) : (
          <button className="plain back" onClick={() => openCode(null)}>
            ‹ {w.all}
          </button>
        )}
        <button className="plain" aria-label={w.close} onClick={closeStudio}>
          ×
        </button>
      </header>
      {shown !== null ? (
        <DecisionRoom contract={shown} key={shown} />
      ) : tab === 'why' ? (
        <>
          <h2>{w.why.title}</h2>
          <Suspense>
            <Why contract={null} />
          </Suspense>
        </>
      ) : (
        <DecisionList contracts={contracts} without={admitted ? [] : lacking(scenario)} />
      )}
    </div>
  )
}

function DecisionList({ contracts, without }: { contracts: ContractName[]; without: ContractName[] }) {
  const w = words().studio
  if (contracts.length === 0) return <p>{w.none}</p>
  return (
    <>
      <p className="quiet">{w.lead}</p>
      <ul className="decisions">
        {contracts.map((contract) => (
          <li key={contract}>
            <button className="plain link" onClick={() => openCode(contract)}>
              {w.name(contract)}
            </button>
            <WhoDecides contract={contract} />
          </li>
        ))}
      </ul>
      {without.length > 0 && (
        <section aria-label={w.lacking}>
          <h3>{w.lacking}</h3>
          <ul className="decisions">
            {without.map((contract) => (
              <li key={contract}>
                {w.name(contract)}
                <WhoDecides contract={contract} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
