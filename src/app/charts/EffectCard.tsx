/**
 * What the newest act did, before → after: the same seed without it against what happened. Every figure leads to its
 * operations. It stands in a corner of its container, and stays closed once closed until there is another act.
 */
import { useState } from 'react'
import type { Effect } from '../../lab/protocol'
import { usePanelShown } from '../lessonMode'
import { useLab, useView } from '../store'
import { openTrial } from '../trial'
import { words } from '../words'
import { isWorse, summariseEffect } from './effectRows'
import './effectCard.css'

const MOST_ROWS = 3

export function EffectCard() {
  const effect = useLab((lab) => lab.status?.effect ?? null)
  const [closed, setClosed] = useState<string | null>(null)
  const compares = usePanelShown('compare')
  if (!effect || effect.command.concealed) return null
  const act = `${effect.atUs} ${JSON.stringify(effect.command)}`
  if (closed === act) return null
  const say = words().charts.effect
  return (
    <section className="effect-card" aria-label={say.region}>
      <header>
        <h2>{say.title(effect.command, effect.atUs)}</h2>
        <button type="button" className="plain" aria-label={say.close} title={say.close} onClick={() => setClosed(act)}>
          ×
        </button>
      </header>
      <p className="effect-against">{say.against}</p>
      <Figures effect={effect} />
      {compares && (
        <button
          type="button"
          className="plain link"
          title={words().compare.openHint}
          onClick={() => openTrial('newest')}
        >
          {words().compare.openShort}
        </button>
      )}
    </section>
  )
}

function Figures({ effect }: { effect: Effect }) {
  const { effect: say } = words().charts
  const { changed, unchanged, untold } = summariseEffect(effect.rows)
  const nothing = changed.length === 0 && untold.length === 0
  return (
    <>
      {changed.length > 0 && (
        <dl>
          {changed.slice(0, MOST_ROWS).map((row) => (
            <div key={`${row.journey} ${row.measure}`}>
              <dt>
                {row.journey} <span>{say.measure[row.measure]}</span>
              </dt>
              <dd data-worse={isWorse(row)}>
                <Figure row={row} atUs={effect.atUs} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {changed.length > MOST_ROWS && <p>{say.moreChanged(changed.length - MOST_ROWS)}</p>}
      {nothing && <p>{say.allUnchanged}</p>}
      {!nothing && unchanged.length > 0 && <p>{say.unchanged(unchanged)}</p>}
      {untold.length > 0 && <p>{say.untold(untold)}</p>}
    </>
  )
}

function Figure({ row, atUs }: { row: Effect['rows'][number]; atUs: number }) {
  const { effect: say } = words().charts
  const list = () => {
    const { opened, status } = useLab.getState()
    const journey = opened?.topology.journeys.indexOf(row.journey) ?? -1
    const only = ({ stale: 'stale', ok: 'failed', p99: 'slow' } as const)[row.measure]
    const toUs = Math.max(atUs + 1, status?.timeUs ?? 0)
    useView.getState().set({
      panel: 'operations',
      operations: { fromUs: atUs, toUs, only, journey: journey < 0 ? undefined : journey },
    })
  }
  const label = `${say.change(row.measure, row.without, row.with)}. ${say.operations(row.journey, row.measure)}`
  return (
    <button type="button" className="plain" aria-label={label} onClick={list}>
      {say.change(row.measure, row.without, row.with)}
    </button>
  )
}
