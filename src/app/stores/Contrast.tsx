/** Several replication modes side by side: what each buys and what it costs, over one seed and the same faults. */
import { useState } from 'react'
import type { ContrastRow } from '../../lab/contrast'
import type { ModeName } from '../../scenarios/modes'
import { Dialog, closePanel } from '../shell/Dialog'
import { WideTable } from '../shell/WideTable'
import { useLab } from '../store'
import { words } from '../words'
import { bytes, count, duration } from '../words/numbers'
import { makeContrast, stopContrast, useContrast } from './contrasting'
import { MODES } from './modeNames'
import { switchMode } from './switchMode'
import './stores.css'

export function Contrast() {
  const w = words().stores
  const nowUs = useLab((lab) => lab.status?.timeUs ?? 0)
  const { toUs, left } = useContrast()
  const [chosen, setChosen] = useState<readonly ModeName[]>(MODES)
  const running = left.length > 0
  return (
    <Dialog title={w.contrast.title} className="contrast">
      <p>{w.contrast.lead(toUs ?? nowUs)}</p>
      <fieldset className="contrast-modes">
        <legend>{w.contrast.choose}</legend>
        {MODES.map((mode) => (
          <label key={mode}>
            <input
              type="checkbox"
              checked={chosen.includes(mode)}
              onChange={({ target }) =>
                setChosen(MODES.filter((m) => (m === mode ? target.checked : chosen.includes(m))))
              }
            />
            {w.modeName(mode)}
          </label>
        ))}
      </fieldset>
      <p className="contrast-run">
        {running ? (
          <button type="button" onClick={stopContrast}>
            {w.contrast.stop}
          </button>
        ) : (
          <button
            type="button"
            data-first-focus
            disabled={chosen.length === 0}
            onClick={() => void makeContrast(chosen)}
          >
            {w.contrast.run}
          </button>
        )}
        <span role="status" className="quiet">
          {running ? w.contrast.running(left[0]) : chosen.length === 0 ? w.contrast.none : ''}
        </span>
      </p>
      <Rows />
    </Dialog>
  )
}

function Rows() {
  const w = words().stores.contrast
  const { rows, refused } = useContrast()
  if (rows.length === 0 && refused.length === 0) return null
  return (
    <WideTable className="contrast-table" label={w.title} columns={[...Object.values(w.columns), '']}>
      <tbody>
        {rows.map((row) => (
          <Row key={row.mode} row={row} />
        ))}
        {refused.map(({ mode, code, params }) => (
          <tr key={mode}>
            <th scope="row">{words().stores.modeName(mode)}</th>
            <td colSpan={11}>
              {w.failed}: {words().problem(code, params)}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  )
}

function Row({ row: { mode, run, perOperation } }: { row: ContrastRow }) {
  const w = words().stores
  const current = useLab((lab) => lab.opened?.topology.mode === mode)
  const { operations, staleness, latencyMs, breaches, writesLost, effectsRepeated } = run
  const share = (part: number, of: number): string => (of > 0 ? `${((100 * part) / of).toFixed(2)} %` : '–')
  const ms = (value: number | null): string => (value === null ? '–' : duration(value * 1_000))
  const broken = Object.values(breaches).reduce((sum, n) => sum + n, 0)
  return (
    <tr aria-current={current}>
      <th scope="row">{w.modeName(mode)}</th>
      <td>{share(operations.ok, operations.invoked)}</td>
      <td>{share(staleness.stale, staleness.reads)}</td>
      <td>{staleness.stale > 0 ? duration(staleness.maxUs) : '–'}</td>
      <td>{ms(latencyMs.p50)}</td>
      <td>{ms(latencyMs.p99)}</td>
      <td>{perOperation ? perOperation.messages.toFixed(1) : '–'}</td>
      <td>{perOperation ? bytes(perOperation.bytes) : '–'}</td>
      <td>{writesLost > 0 ? count(writesLost) : w.contrast.noBreach}</td>
      <td>{effectsRepeated > 0 ? count(effectsRepeated) : w.contrast.noBreach}</td>
      <td>{broken > 0 ? count(broken) : w.contrast.noBreach}</td>
      <td>
        {!current && (
          <button
            type="button"
            className="plain"
            aria-label={w.contrast.open(mode)}
            onClick={() => {
              closePanel()
              void switchMode(mode)
            }}
          >
            {w.contrast.openShort}
          </button>
        )}
      </td>
    </tr>
  )
}
