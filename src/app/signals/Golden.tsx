/**
 * Golden signals of each journey, tenant and service (Google, Site Reliability Engineering, ch. 6) over the last minute, on axes that do
 * not move. Counted by replay, about once a second while it is looked at.
 */
import { useEffect, useState } from 'react'
import type { Signals } from '../../lab/protocol'
import { actions } from '../actions'
import { useLab } from '../store'
import { words } from '../words'
import { SignalCharts } from './SignalCharts'
import { SignalTable } from './SignalTable'

const STEP_US = 1_000_000
const WINDOW_US = 60_000_000

export function Golden() {
  const w = words().signals.golden
  const [tenant, setTenant] = useState(-1)
  const [open, setOpen] = useState<string | null>(null)
  const [asTable, setAsTable] = useState(false)
  const signals = useSignals(tenant, open)
  if (signals === 'failed') return <p role="alert">{w.failed}</p>
  if (!signals) return <p role="status">{w.waiting}</p>
  return (
    <>
      <div className="golden-controls">
        {signals.tenantNames.length > 0 && (
          <select aria-label={w.whose} value={tenant} onChange={({ target }) => setTenant(Number(target.value))}>
            <option value={-1}>{w.everybody}</option>
            {signals.tenantNames.map((name, t) => (
              <option key={name} value={t}>
                {w.tenant(name)}
              </option>
            ))}
          </select>
        )}
        <button type="button" className="plain" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {w.asTable}
        </button>
      </div>
      <p className="quiet">{w.lead}</p>
      {!asTable && (
        <SignalCharts
          signals={tenant < 0 ? signals : { ...signals, tenants: [] }}
          open={open}
          onOpen={setOpen}
          onTenant={setTenant}
        />
      )}
      <SignalTable signals={signals} isSeen={asTable} />
    </>
  )
}

/** Asked anew each virtual second, and when the run or the question is another one; null: not yet known. */
function useSignals(tenant: number, open: string | null): Signals | 'failed' | null {
  const second = useLab((lab) => Math.floor((lab.status?.timeUs ?? 0) / STEP_US))
  const branch = useLab(
    (lab) => `${lab.status?.active} ${lab.status?.branches.find((b) => b.id === lab.status?.active)?.commands.length}`,
  )
  const [signals, setSignals] = useState<Signals | 'failed' | null>(null)
  useEffect(() => {
    let current = true
    const toUs = second * STEP_US
    const query = {
      about: 'signals',
      fromUs: Math.max(0, toUs - WINDOW_US),
      toUs,
      stepUs: STEP_US,
      ...(tenant < 0 ? {} : { tenant }),
      ...(open === null ? {} : { open }),
    } as const
    actions()
      .request({ do: 'query', query })
      .then(
        (answer) => current && setSignals(answer as Signals),
        (problem: unknown) => current && (problem as { code?: string }).code !== 'superseded' && setSignals('failed'),
      )
    return () => {
      current = false
    }
  }, [second, branch, tenant, open])
  return signals
}
