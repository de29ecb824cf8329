/** Under the consistency chart's heading: for each journey what still stands at the playhead, and the way to why. */
import { useEffect } from 'react'
import { useLab } from '../store'
import { words } from '../words'
import { atMoment } from './atMoment'
import { phraseOf, stateOf } from './journeyWords'
import { judgeWhenIdle } from './judging'
import { showBreach, showModels, useVerdicts } from './verdictStore'
import './verdictLine.css'

/** The lag is told from here on: less is how the judge always stands. */
const BEHIND_US = 1_000_000
export const GLYPH = { holds: '●', broken: '◆', unknown: '○', untested: '○' } as const

export function VerdictLine() {
  const w = words().judging
  const journeys = useVerdicts((verdicts) => verdicts.journeys)
  const failed = useVerdicts((verdicts) => verdicts.failed)
  const behindUs = useVerdicts(({ knownUs, judgedUs }) => Math.floor((knownUs - judgedUs) / BEHIND_US) * BEHIND_US)
  const atUs = useLab((lab) => lab.status?.timeUs ?? 0)
  useEffect(judgeWhenIdle, [])
  if (journeys?.length === 0) return null
  return (
    <section className="verdict-line" aria-label={w.region}>
      {failed && <span role="alert">{w.failed}</span>}
      {!journeys && !failed && <span className="quiet">{w.waiting}</span>}
      {journeys?.map((verdict, i) => {
        const now = atMoment(verdict, atUs)
        const said = [phraseOf(now), ...(verdict.voidedBy.length > 0 ? [w.voidedShort] : [])].join(', ')
        const open = () => (now.breaches.length > 0 ? showBreach(i, null) : showModels(i))
        return (
          <button
            key={verdict.journey}
            type="button"
            className="plain"
            data-state={stateOf(now)}
            title={said}
            aria-label={w.open(verdict.journey, said)}
            onClick={open}
          >
            <i aria-hidden="true">{GLYPH[stateOf(now)]}</i>
            <b>{verdict.journey}</b> <span>{said}</span>
          </button>
        )
      })}
      {journeys && behindUs > 0 && <span className="quiet">{w.behind(behindUs)}</span>}
      {journeys && (
        <button type="button" className="plain verdict-map" onClick={() => showModels(useVerdicts.getState().journey)}>
          {w.mapButton}
        </button>
      )}
    </section>
  )
}
