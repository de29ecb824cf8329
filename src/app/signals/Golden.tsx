/**
 * Golden signals of each journey and service (Google, Site Reliability Engineering, ch. 6) as a table: the newest interval in
 * figures, the last minute as a line on an axis that does not move. Counted by replay, about once a second while it is looked at.
 */
import { useEffect, useState } from 'react'
import type { SignalRow, Signals } from '../../lab/protocol'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { words } from '../words'
import { Spark } from './Spark'

const KINDS = ['journeys', 'tenants', 'services'] as const
const STEP_US = 1_000_000
const WINDOW_US = 60_000_000
/** A percentile of fewer samples is not to be relied on. */
const FEW = 20

export function Golden() {
  const w = words().signals.golden
  const second = useLab((lab) => Math.floor((lab.status?.timeUs ?? 0) / STEP_US))
  const branch = useLab(
    (lab) => `${lab.status?.active} ${lab.status?.branches.find((b) => b.id === lab.status?.active)?.commands.length}`,
  )
  const [signals, setSignals] = useState<Signals | 'failed' | null>(null)
  useEffect(() => {
    let current = true
    const toUs = second * STEP_US
    const query = { about: 'signals', fromUs: Math.max(0, toUs - WINDOW_US), toUs, stepUs: STEP_US } as const
    actions()
      .request({ do: 'query', query })
      .then(
        (answer) => current && setSignals(answer as Signals),
        (problem: unknown) => current && (problem as { code?: string }).code !== 'superseded' && setSignals('failed'),
      )
    return () => {
      current = false
    }
  }, [second, branch])
  if (signals === 'failed') return <p role="alert">{w.failed}</p>
  if (!signals) return <p role="status">{w.waiting}</p>
  return (
    <>
      <p className="quiet">{w.lead}</p>
      <div className="golden" role="region" aria-label={w.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {Object.values(w.columns).map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {KINDS.flatMap((kind) =>
            signals[kind].map((row) => <Row key={`${kind} ${row.id}`} kind={kind} row={row} signals={signals} />),
          )}
        </table>
      </div>
    </>
  )
}

function Row({ kind, row, signals }: { kind: (typeof KINDS)[number]; row: SignalRow; signals: Signals }) {
  const w = words().signals.golden
  const isUsers = kind !== 'services'
  const last = signals.steps - 1
  const at = (values: number[]): number => values[last] ?? NaN
  const show = () => {
    const { set } = useView.getState()
    if (kind === 'services') {
      set({ selection: { kind: 'group', group: row.id } })
      return
    }
    const journey = signals.journeys.indexOf(row)
    const toUs = signals.fromUs + signals.steps * signals.stepUs
    set({ panel: 'operations', operations: { fromUs: signals.fromUs, toUs, journey } })
  }
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {kind === 'tenants' ? (
            w.tenant(row.id)
          ) : (
            <button type="button" className="plain" aria-label={w.open(row.id)} onClick={show}>
              {row.id}
            </button>
          )}
        </th>
      </tr>
      <tr>
        <td className="golden-many">
          {w.rate(at(row.rate) || 0)}
          <small>{w.goodput(at(row.good) || 0)}</small>
          <Spark values={row.rate} height={(value) => Math.log10(1 + value) / 3} />
        </td>
        <td className="golden-fail">
          {w.share(at(row.bad))}
          <Spark values={row.bad} height={Math.sqrt} />
        </td>
        <td className="golden-long">
          {w.quantiles(at(row.p50Us), at(row.p95Us), at(row.p99Us), at(row.samples) < FEW)}
          <Spark values={row.p99Us} height={(us) => Math.log10(Math.max(1e3, us) / 1e3) / 4} />
        </td>
        <td className="golden-full">
          {isUsers ? w.underWay(at(row.full) || 0) : w.busy(at(row.full), at(row.queue))}
          {row.gone > 0.005 && <small>{w.gone(row.gone)}</small>}
          <Spark values={row.full} height={isUsers ? (n) => Math.log10(1 + n) / 3 : (share) => share} />
        </td>
      </tr>
    </tbody>
  )
}
