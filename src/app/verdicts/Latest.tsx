/** What users saw last of one key, as bars: as of the playhead while time stands still, and every other second while it runs. */
import { useEffect, useState } from 'react'
import type { OperationRow } from '../../lab/protocol'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { words } from '../words'
import { latestBars } from './latestBars'
import { WitnessFigure } from './WitnessFigure'

const BACK_US = 10_000_000
const EVERY_MS = 2_000
const ROWS_MAX = 400

export function Latest() {
  const w = words().judging
  const playing = useView((view) => view.playing)
  const stillUs = useLab((lab) => (playing ? -1 : (lab.status?.timeUs ?? 0)))
  const [rows, setRows] = useState<OperationRow[]>([])
  useEffect(() => {
    let current = true
    const tell = (answer: OperationRow[]): void => {
      if (current) setRows(answer)
    }
    const ask = (): void => {
      const atUs = useLab.getState().status?.timeUs ?? 0
      actions()
        .operations({ fromUs: Math.max(0, atUs - BACK_US), toUs: atUs + 1, limit: ROWS_MAX })
        .then(tell, () => tell([]))
    }
    ask()
    const again = playing ? setInterval(ask, EVERY_MS) : undefined
    return () => {
      current = false
      clearInterval(again)
    }
  }, [stillUs, playing])
  const latest = latestBars(rows, w.nothing)
  if (!latest) return null
  const { key, bars } = latest
  const pick = ({ client, count }: OperationRow): void =>
    useView.getState().set({ selection: { kind: 'operation', client, count } })
  return (
    <section className="verdicts-latest" aria-label={w.latest}>
      <h3>{w.latest}</h3>
      <p>{w.key(key)}</p>
      <WitnessFigure
        bars={bars.map(({ bar }) => bar)}
        label={w.figureOfUsers}
        laneName={(kind) => kind}
        onPick={(picked) => pick(bars.find(({ bar }) => bar === picked)!.row)}
      />
      <details>
        <summary>{w.asList}</summary>
        <ol className="witness-list">
          {bars.map(({ row, letter }) => {
            const outcome = row.outcome === 'open' ? 'info' : row.outcome
            const told = w.told(row.kind, letter, outcome, row.invokedUs, row.returnedUs)
            return (
              <li key={`${row.client} ${row.count}`}>
                <button type="button" className="plain" aria-label={w.trace(told)} onClick={() => pick(row)}>
                  {told}
                </button>
              </li>
            )
          })}
        </ol>
      </details>
    </section>
  )
}
