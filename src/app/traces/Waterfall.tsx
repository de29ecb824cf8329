/** An operation's calls as rows over time. Queueing, service, the way and waiting differ by their drawing, and by name to who listens. */
import { lazy, Suspense } from 'react'
import type { Span, Step, Topology, Trace } from '../../lab/protocol'
import { actions } from '../actions'
import { useView } from '../store'
import { withItsWords, words } from '../words'
import { duration } from '../words/numbers'
import { linkName, nodeName, placeOf } from './places'
import { sectionsOf, type BarSegment, type Section, type TraceRow } from './rows'

const ROWS_MAX = 80

const WhySpan = lazy(() =>
  withItsWords(import('../studio/why/WhyButtons'), 'studio').then((m) => ({ default: m.WhySpan })),
)

/** `fromUs`: when the operation began. */
export function Waterfall({ trace, fromUs, topology }: { trace: Trace; fromUs: number; topology: Topology }) {
  const w = words().traces
  return (
    <>
      {sectionsOf(trace).map((section) => (
        <section key={section.kind} aria-label={section.kind === 'operation' ? w.waterfall : w[section.kind]}>
          {section.kind !== 'operation' && <h3>{w[section.kind]}</h3>}
          <ol className="trace-rows">
            {section.rows.slice(0, ROWS_MAX).map((row) => (
              <Row key={row.span.id} row={row} fromUs={fromUs} section={section} topology={topology} />
            ))}
          </ol>
          {section.rows.length > ROWS_MAX && <p className="quiet">{w.more(section.rows.length - ROWS_MAX)}</p>}
        </section>
      ))}
      <p className="quiet">{w.hint}</p>
    </>
  )
}

interface RowProps {
  row: TraceRow
  fromUs: number
  section: Section
  topology: Topology
}
function Row({ row, fromUs, section, topology }: RowProps) {
  const w = words().traces
  const { span, depth, segments, lost } = row
  const set = useView((view) => view.set)
  const took = span.endUs - span.startUs
  const point = (): void => set({ pointed: placeOf(span), crosshairUs: span.startUs })
  const leave = (): void => set({ pointed: null, crosshairUs: null })
  return (
    <li
      className="trace-row"
      data-status={span.status}
      style={{ '--depth': Math.min(depth, 6) } as React.CSSProperties}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      <button
        type="button"
        className="plain trace-name"
        onClick={() => set({ selection: placeOf(span), pointed: null })}
      >
        {titleOf(span, topology)} <span className="quiet">{toldOf(span)}</span>
        {lost && <b className="trace-lost"> {w.lost}</b>}
      </button>
      <span className="trace-why">
        <Suspense>
          <WhySpan span={span} fromUs={fromUs} topology={topology} />
        </Suspense>
      </span>
      <span className="trace-time">{span.name === 'policy' ? '' : duration(took)}</span>
      <button
        type="button"
        className="trace-track"
        aria-label={w.bar(toldSegments(segments) || toldOf(span), span.startUs)}
        title={words().inspector.seekTo(span.startUs)}
        onClick={() => void actions().seek(span.startUs)}
      >
        <span className="trace-extent" style={place(span.startUs, span.endUs, section)} />
        {segments.map((segment, i) => (
          <Bar key={i} segment={segment} section={section} />
        ))}
      </button>
    </li>
  )
}

function Bar({ segment, section }: { segment: BarSegment; section: Section }) {
  const { part, startUs, endUs, critical, lost } = segment
  return (
    <span
      className="trace-bar"
      data-part={part}
      data-critical={critical}
      data-lost={lost}
      title={words().traces.segment(part, endUs - startUs)}
      style={place(startUs, endUs, section)}
    />
  )
}

function place(startUs: number, endUs: number, { fromUs, toUs }: Section): React.CSSProperties {
  const scale = 100 / (toUs - fromUs)
  return { insetInlineStart: `${(startUs - fromUs) * scale}%`, inlineSize: `${(endUs - startUs) * scale}%` }
}

function titleOf(span: Span, topology: Topology): string {
  return span.link >= 0 ? linkName(topology, span.link) : nodeName(topology, span.node)
}
function toldOf(span: Span): string {
  const w = words().traces
  if (span.name === 'operation') return w.operation
  if (span.name === 'policy') return w.policy(String(span.attributes.event), String(span.attributes.cause ?? ''))
  return w.call(span)
}
/** "on the way 1.7 ms, being served 8 ms": each part once. */
function toldSegments(segments: readonly BarSegment[]): string {
  const sums = new Map<Step['part'], number>()
  for (const { part, startUs, endUs } of segments) sums.set(part, (sums.get(part) ?? 0) + endUs - startUs)
  return [...sums].map(([part, us]) => words().traces.segment(part, us)).join(', ')
}
