/** Golden signals as small multiples on one time axis: for each journey, tenant, service and node of the opened service four strips. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { SignalRow, Signals } from '../../lab/protocol'
import { actions } from '../actions'
import { faultBandsNow } from '../charts/shownRun'
import { tickStepUs, ticksUs } from '../charts/timelineScale'
import { useWidth } from '../charts/useSize'
import { useLab, useView } from '../store'
import { searchTraces } from '../traces/traceStore'
import { words } from '../words'
import { placeOf, StripPlot, type Axis } from './StripPlot'
import { stripsOf } from './strips'

const READING_PX = 108
const SHORTEST_US = 30_000_000
const NAMED_MOST = 3

interface ChartsProps {
  signals: Signals
  open: string | null
  onOpen: (service: string | null) => void
  onTenant: (tenant: number) => void
}

export function SignalCharts({ signals, open, onOpen, onTenant }: ChartsProps) {
  const w = words().signals.golden
  const root = useRef<HTMLDivElement>(null)
  const width = useWidth(root)
  const playheadUs = useLab((lab) => lab.status?.timeUs ?? 0)
  const crosshairUs = useView((view) => view.crosshairUs)
  const { fromUs, stepUs, steps } = signals
  const gutterPx = width < 420 ? 68 : 104
  const axis: Axis = {
    fromUs,
    toUs: Math.max(fromUs + SHORTEST_US, fromUs + (steps + 1) * stepUs, playheadUs),
    widthPx: Math.max(60, width - READING_PX - gutterPx),
    gutterPx,
    firstUs: fromUs,
    stepUs,
    bands: faultBandsNow(),
    playheadUs,
    crosshairUs,
  }
  const openBucket = (row: SignalRow, bucket: number, kind: 'journeys' | 'tenants' | 'services' | 'members') => {
    const [atUs, endUs] = [fromUs + bucket * stepUs, fromUs + (bucket + 1) * stepUs]
    if (kind === 'journeys') {
      const only = row.bad[bucket] > 0 ? 'failed' : undefined
      const operations = { fromUs: atUs, toUs: endUs, journey: signals.journeys.indexOf(row), only } as const
      useView.getState().set({ panel: 'operations', operations })
    } else if (row.nodes.length === 1) searchTraces({ fromUs: atUs, toUs: endUs, node: row.nodes[0] })
    else {
      void actions().seek(endUs)
      if (kind === 'tenants') onTenant(signals.tenants.indexOf(row))
      else onOpen(row.id)
    }
  }
  const shared = { axis, steps }
  return (
    <div className="golden-charts" ref={root}>
      <TimeAxis axis={axis} />
      {signals.journeys.map((row) => (
        <Row key={`j ${row.id}`} row={row} {...shared} onBucket={(i) => openBucket(row, i, 'journeys')}>
          <b>{row.id}</b>
        </Row>
      ))}
      {signals.tenants.map((row) => (
        <Row key={`t ${row.id}`} row={row} {...shared} onBucket={(i) => openBucket(row, i, 'tenants')}>
          <b>{w.tenant(row.id)}</b>
        </Row>
      ))}
      {signals.services.map((row) => (
        <div key={`s ${row.id}`}>
          <Row row={row} {...shared} onBucket={(i) => openBucket(row, i, 'services')}>
            {row.nodes.length > 1 ? (
              <button
                type="button"
                className="plain"
                aria-expanded={open === row.id}
                onClick={() => onOpen(open === row.id ? null : row.id)}
              >
                {open === row.id ? '−' : '+'} {w.nodesOf(row.id, row.nodes.length)}
              </button>
            ) : (
              <b>{row.id}</b>
            )}
          </Row>
          {open === row.id &&
            signals.members.map((member) => (
              <Row key={member.id} row={member} {...shared} isMember onBucket={(i) => openBucket(member, i, 'members')}>
                <b>{member.id}</b>
              </Row>
            ))}
        </div>
      ))}
    </div>
  )
}

/** Faults by name and time marks, at the top of the panel. */
function TimeAxis({ axis }: { axis: Axis }) {
  const { fromUs, toUs, widthPx, gutterPx, bands } = axis
  const stepUs = tickStepUs(toUs - fromUs, widthPx, 64)
  const seen = bands.filter((band) => band.toUs >= fromUs && band.fromUs <= toUs).slice(-NAMED_MOST)
  return (
    <div className="golden-axis" style={{ paddingInlineStart: READING_PX }}>
      {seen.map((band) => (
        <span className="golden-fault" key={`${band.fromUs} ${band.command.kind}`}>
          {words().signals.golden.fault(words().faults.did(band.command), band.fromUs)}
        </span>
      ))}
      <svg width={widthPx + gutterPx} height={16} aria-hidden="true">
        {ticksUs(fromUs, toUs, stepUs).map((us) => (
          <text key={us} x={placeOf(axis, us)} y={8} textAnchor={us === fromUs ? 'start' : 'middle'}>
            {words().charts.mark(us, stepUs)}
          </text>
        ))}
      </svg>
    </div>
  )
}

interface RowProps {
  row: SignalRow
  axis: Axis
  steps: number
  isMember?: boolean
  onBucket: (bucket: number) => void
  children: React.ReactNode
}

function Row({ row, axis, steps, isMember, onBucket, children }: RowProps) {
  const w = words().signals.golden
  const strips = stripsOf(row)
  const pointed = axis.crosshairUs === null ? steps - 1 : bucketAt(axis, axis.crosshairUs)
  const bucket = Math.min(steps - 1, Math.max(0, pointed))
  const said = strips.map((strip) => w.reading(w.strips[strip.id], strip.read(bucket))).join(', ')
  const point = (us: number | null) => useView.getState().set({ crosshairUs: us })
  const usAt = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    return axis.fromUs + ((event.clientX - left) / width) * (axis.toUs - axis.fromUs)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: bucket - 1, ArrowRight: bucket + 1, Home: 0, End: steps - 1 }[event.key]
    if (to !== undefined) point(axis.firstUs + (Math.min(steps - 1, Math.max(0, to)) + 0.5) * axis.stepUs)
    else if (event.key === 'Enter') onBucket(bucket)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="golden-row" data-member={isMember} aria-label={w.rowOf(row.id)}>
      <h2>
        {children}
        {row.gone > 0.005 && <small>{w.gone(row.gone)}</small>}
      </h2>
      <div className="golden-strips">
        {strips.map((strip) => (
          <div className="golden-strip" key={strip.id}>
            <div className="golden-reading" style={{ inlineSize: READING_PX }}>
              <span>{w.strips[strip.id]}</span>
              <span>{strip.read(bucket)}</span>
            </div>
            <StripPlot strip={strip} axis={axis} />
          </div>
        ))}
        <div
          className="golden-scrub"
          style={{ insetInlineStart: READING_PX, inlineSize: axis.widthPx }}
          role="slider"
          tabIndex={0}
          aria-label={w.scrub(row.id)}
          aria-description={w.scrubHint}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, steps - 1)}
          aria-valuenow={bucket}
          aria-valuetext={`${words().charts.mark(axis.firstUs + bucket * axis.stepUs, axis.stepUs)}: ${said}`}
          onPointerMove={(event) => event.pointerType !== 'touch' && point(usAt(event))}
          onPointerLeave={() => point(null)}
          onClick={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect()
            const us = axis.fromUs + ((event.clientX - left) / width) * (axis.toUs - axis.fromUs)
            if (bucketAt(axis, us) < steps) onBucket(bucketAt(axis, us))
          }}
          onKeyDown={onKeyDown}
        />
      </div>
    </section>
  )
}
function bucketAt({ firstUs, stepUs }: Axis, us: number): number {
  return Math.max(0, Math.floor((us - firstUs) / stepUs))
}
