/** The user's screen beside the graph: their pages as a mock-up, part by part, each a way to the operation behind it. */
import type { ScreenTile, ScreenView } from '../../lab/screenView'
import { actions } from '../actions'
import { useAdmits } from '../lessonMode'
import { useAnswer } from '../shell/inspector/useAnswer'
import { useView } from '../store'
import { words } from '../words'
import { showScreen } from './screenStore'
import { bannerOf, factsOf } from './tiles'
import './screen.css'

const DASHBOARD = new Set(['figures', 'extras', 'report'])

export function Screen() {
  const w = words().screen
  const view = useAnswer('screen', () => actions().screenView())
  return (
    <section className="screen" aria-label={w.title}>
      <header>
        <h2>{w.title}</h2>
        <button type="button" className="plain" aria-label={words().shell.close} onClick={() => showScreen(false)}>
          ×
        </button>
      </header>
      <p className="quiet">{w.caption}</p>
      {view === undefined || view === 'failed' ? (
        <p role="status">{words().inspector[view === 'failed' ? 'failed' : 'loading']}</p>
      ) : (
        <Pages view={view} />
      )}
    </section>
  )
}

function Pages({ view }: { view: ScreenView }) {
  const w = words().screen
  const switches = useAdmits('setFlag')
  const banner = bannerOf(view)
  const [dashboard, shop] = [true, false].map((is) => view.tiles.filter(({ part }) => DASHBOARD.has(part) === is))
  return (
    <>
      {dashboard.length > 0 && (
        <article className="mock" aria-label={w.dashboard}>
          <h3>{w.dashboard}</h3>
          <p className="banner" role="status" data-shown={banner !== null}>
            {banner && w.banner(banner)}
          </p>
          <Tiles tiles={dashboard} />
        </article>
      )}
      {shop.length > 0 && (
        <article className="mock" aria-label={w.shop}>
          <h3>{w.shop}</h3>
          <Tiles tiles={shop} />
        </article>
      )}
      {switches && view.flags.length > 0 && (
        <fieldset className="flags">
          <legend>{w.flags}</legend>
          {view.flags.map(({ flag, on }) => (
            <label key={flag} title={w.flagHint}>
              <input
                type="checkbox"
                role="switch"
                checked={on}
                onChange={() => void actions().act({ kind: 'setFlag', flag, on: !on })}
              />
              {w.flag(flag)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

function Tiles({ tiles }: { tiles: ScreenTile[] }) {
  return (
    <ul>
      {tiles.map((tile) => (
        <Tile key={tile.part} tile={tile} />
      ))}
    </ul>
  )
}

function Tile({ tile }: { tile: ScreenTile }) {
  const w = words().screen
  const set = useView((view) => view.set)
  const { part, answer, counts } = tile
  const facts = factsOf(tile)
  const age = w.age(facts)
  const why = w.why(facts.cause)
  return (
    <li className={`tile ${facts.state}`}>
      <div className="head">
        <h4>{w.part(part)}</h4>
        {answer && (
          <button
            type="button"
            className="plain link"
            aria-label={w.trace(part)}
            onClick={() => set({ selection: { kind: 'operation', client: answer.client, count: answer.count } })}
          >
            {w.traceShort}
          </button>
        )}
      </div>
      <p className="says">
        {w.says(part, facts.state)}
        {age && <span className="age">{age}</span>}
      </p>
      <p className="quiet">{[why, w.counts(part, counts)].filter(Boolean).join(' · ')}</p>
    </li>
  )
}
