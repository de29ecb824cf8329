/**
 * The map of consistency models: a partial order, stronger above weaker, each lit by what is known of it. Its models are buttons
 * that tell what they promise; the same stands in a table.
 */
import { useRef, useState } from 'react'
import type { Standing } from '../../checkers'
import { useWidth } from '../charts/useSize'
import { words } from '../words'
import { layoutOf, type ModelFamily, type ModelLayout } from './modelLayout'
import './modelMap.css'

const ROW_PX = 46
const PILL_PX = 28
/** Transaction models have long names: where there is less room than for these, the picture scrolls. */
const NODE_MIN_PX = { object: 96, all: 212 }
/** Between two of a row. */
const GAP_PX = 6
const GLYPH = { holding: '●', broken: '◆', unknown: '○' } as const
type Known = keyof typeof GLYPH

interface ModelMapProps {
  title: string
  standing: Standing
  family: ModelFamily
}

export function ModelMap({ title, standing, family }: ModelMapProps) {
  const { judging: w, models } = words()
  const [asTable, setAsTable] = useState(false)
  const [layout] = useState(() => layoutOf(family))
  const knownOf = (code: string): Known =>
    standing.holding.includes(code) ? 'holding' : standing.broken.includes(code) ? 'broken' : 'unknown'
  return (
    <section className="model-map" aria-label={title}>
      <p>{w.strongest(standing.strongest.map((code) => models[code].name))}</p>
      {asTable ? (
        <Table layout={layout} knownOf={knownOf} title={title} />
      ) : (
        <Picture layout={layout} knownOf={knownOf} title={title} nodeMinPx={NODE_MIN_PX[family]} />
      )}
      <button type="button" className="plain" onClick={() => setAsTable(!asTable)}>
        {asTable ? w.asMap : w.asTable}
      </button>
    </section>
  )
}

interface ViewProps {
  layout: ModelLayout
  knownOf: (code: string) => Known
  title: string
}

function Picture({ layout, knownOf, title, nodeMinPx }: ViewProps & { nodeMinPx: number }) {
  const { judging: w, models } = words()
  const host = useRef<HTMLDivElement>(null)
  const [chosen, choose] = useState<string | null>(null)
  const widthPx = Math.max(useWidth(host), layout.widest * nodeMinPx)
  const place = new Map(layout.models.map((model) => [model.code, model]))
  const x = (code: string): number => place.get(code)!.across * widthPx
  const y = (code: string): number => place.get(code)!.row * ROW_PX
  const roomPx = (code: string): number => {
    const { row } = place.get(code)!
    return widthPx / layout.models.filter((model) => model.row === row).length - GAP_PX
  }
  return (
    <>
      <div className="model-map-picture" ref={host} role="group" aria-label={title} tabIndex={0}>
        <div style={{ inlineSize: widthPx, blockSize: layout.rows * ROW_PX }}>
          <svg width={widthPx} height={layout.rows * ROW_PX} aria-hidden="true">
            {layout.edges.map(({ from, to }) => (
              <path
                key={`${from} ${to}`}
                data-known={knownOf(from)}
                d={`M${x(from)},${y(from) + PILL_PX} C${x(from)},${y(to) - 4} ${x(to)},${y(from) + PILL_PX + 4} ${x(to)},${y(to)}`}
              />
            ))}
          </svg>
          {layout.models.map(({ code }) => (
            <button
              key={code}
              type="button"
              data-known={knownOf(code)}
              aria-pressed={chosen === code}
              aria-label={`${models[code].name}: ${w.mapStates[knownOf(code)]}`}
              title={models[code].plain}
              style={{ insetInlineStart: x(code), insetBlockStart: y(code), maxInlineSize: roomPx(code) }}
              onClick={() => choose(chosen === code ? null : code)}
            >
              <i aria-hidden="true">{GLYPH[knownOf(code)]}</i> {models[code].name}
            </button>
          ))}
        </div>
      </div>
      <div className="model-told" role="status">
        {chosen === null ? (
          <p className="quiet">{`${w.mapLead} ${w.pick}`}</p>
        ) : (
          <>
            <h3>
              {models[chosen].name}: {w.mapStates[knownOf(chosen)]}
            </h3>
            <p>{models[chosen].plain}</p>
            <p className="quiet">{models[chosen].definition}</p>
          </>
        )}
      </div>
    </>
  )
}

function Table({ layout, knownOf, title }: ViewProps) {
  const { judging: w, models } = words()
  return (
    <div className="model-map-table" role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th>{w.table.model}</th>
            <th>{w.table.state}</th>
            <th>{w.table.plain}</th>
          </tr>
        </thead>
        <tbody>
          {layout.models.map(({ code }) => (
            <tr key={code} data-known={knownOf(code)}>
              <th scope="row">{models[code].name}</th>
              <td>
                <i aria-hidden="true">{GLYPH[knownOf(code)]}</i> {w.mapStates[knownOf(code)]}
              </td>
              <td>
                {models[code].plain} <span className="quiet">{models[code].definition}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
