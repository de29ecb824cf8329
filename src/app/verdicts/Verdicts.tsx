/** Why a journey's verdict is what it is: the witness of each violation, and the map of consistency models. */
import { useLab, useView } from '../store'
import { words } from '../words'
import { atMoment, type AtMoment } from './atMoment'
import { Latest } from './Latest'
import { lostWrites } from './lostWrites'
import { ModelMap } from './ModelMap'
import { idOf, showBreach, useVerdicts, type VerdictTab } from './verdictStore'
import { GLYPH } from './VerdictLine'
import { Witness } from './Witness'
import './verdicts.css'

const TABS: VerdictTab[] = ['witness', 'map']

export function Verdicts() {
  const w = words().judging
  const { journeys, journey, breach, tab } = useVerdicts()
  const atUs = useLab((lab) => lab.status?.timeUs ?? 0)
  const verdict = journeys?.[Math.min(journey, journeys.length - 1)]
  const now = verdict && atMoment(verdict, atUs)
  const close = () => useView.getState().set({ panel: 'none' })
  return (
    <section className="verdicts" aria-label={w.title}>
      <header>
        <h2>{w.title}</h2>
        <button type="button" className="plain" aria-label={w.close} onClick={close}>
          ×
        </button>
      </header>
      {!now && <p role="status">{w.waiting}</p>}
      {now && (
        <>
          <p className="quiet">{w.lead}</p>
          <Latest />
          <div className="verdicts-choice">
            <select
              aria-label={w.journey}
              value={journey}
              onChange={({ target }) => useVerdicts.setState({ journey: Number(target.value), breach: null })}
            >
              {journeys.map((each, i) => (
                <option key={each.journey} value={i}>
                  {each.journey}
                </option>
              ))}
            </select>
            <div role="group" aria-label={w.region}>
              {TABS.map((name) => (
                <button
                  key={name}
                  type="button"
                  className="plain"
                  aria-pressed={tab === name}
                  onClick={() => useVerdicts.setState({ tab: name })}
                >
                  {w[name]}
                </button>
              ))}
            </div>
          </div>
          {verdict.voidedBy.length > 0 && <p className="verdicts-voided">{w.voided(verdict.voidedBy)}</p>}
          {now.unknownWhy && <p>{`${w.unknown}: ${w.why(now.unknownWhy)}.`}</p>}
          {tab === 'map' ? (
            <Guarantees now={now} journey={verdict.journey} />
          ) : (
            <Breaches now={now} journey={journey} chosen={breach} />
          )}
        </>
      )}
    </section>
  )
}

function Guarantees({ now, journey }: { now: AtMoment; journey: string }) {
  const w = words().judging
  const status = useLab((lab) => lab.status)
  const lost = status && lostWrites(status.breaches, status.timeUs)
  const kept = lost ? 'broken' : now.states.writesKept
  return (
    <>
      <ModelMap title={w.mapTitle(journey)} standing={now.models} family="object" />
      <p className="verdict-states" data-state={kept}>
        <i aria-hidden="true">{GLYPH[kept]}</i> {w.name('writesKept')}:{' '}
        {lost ? w.lostFromStore(lost.writes, lost.firstUs) : w.keptStates[kept]}
      </p>
      {now.stalest && <p className="quiet">{w.atMost(now.stalest.staleUs, now.stalest.missed)}</p>}
    </>
  )
}

function Breaches({ now, journey, chosen }: { now: AtMoment; journey: number; chosen: string | null }) {
  const w = words().judging
  const shown = now.breaches.find((breach) => idOf(breach) === chosen) ?? now.breaches.at(0)
  if (!shown) return <p>{w.noBreach}</p>
  return (
    <>
      <select
        className="verdicts-breach"
        aria-label={w.breaches}
        value={now.breaches.indexOf(shown)}
        onChange={({ target }) => showBreach(journey, now.breaches[Number(target.value)])}
      >
        {now.breaches.map((breach, i) => (
          <option key={i} value={i}>
            {w.breach(breach.guarantee, breach.atUs)}
          </option>
        ))}
      </select>
      <Witness breach={shown} />
    </>
  )
}
