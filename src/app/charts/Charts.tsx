/**
 * The three signature charts on one time axis. React lays out rows and controls and renders only when the visitor changes
 * something; the painter fills them. On a phone one chart is shown at a time, chosen by its reading or by swiping.
 */
import { lazy, Suspense, useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react'
import { objectiveLines } from '../objectives'
import { usePanelShown, useLessonMode } from '../lessonMode'
import { useLab, useView } from '../store'
import { ChartMarks, VerdictLine } from '../verdicts'
import { words } from '../words'
import { ChartControls } from './ChartControls'
import { ChartPainter, LastFrame } from './chartPainter'
import { CHART_IDS, plotSpecs, type ChartId, type PlotSpec } from './plotSpecs'
import { Scrub } from './Scrub'
import { SketchOver } from './SketchOver'
import { useNarrow } from './useSize'
import 'uplot/dist/uPlot.min.css'
import './charts.css'

const ChartTable = lazy(() => import('./ChartTable').then((m) => ({ default: m.ChartTable })))
const Operations = lazy(() => import('./Operations').then((m) => ({ default: m.Operations })))

const NO_JOURNEYS: string[] = []
const GUTTER_PX = { wide: 118, narrow: 68 }

export function Charts() {
  const root = useRef<HTMLElement>(null)
  const stack = useRef<HTMLDivElement>(null)
  const [painter, setPainter] = useState<ChartPainter | null>(null)
  const [last] = useState(() => new LastFrame())
  const [preferred, choose] = useState<ChartId>(useView.getState().expandedChart ?? 'consistency')
  const [asTable, setAsTable] = useState(false)
  const narrow = useNarrow(root)
  const expanded = useView((view) => view.expandedChart)
  const listing = useView((view) => view.panel === 'operations')
  const journeys = useLab((lab) => lab.opened?.topology.journeys ?? NO_JOURNEYS)
  const scenario = useLab((lab) => lab.opened?.scenario ?? null)
  const shown = useLessonMode(({ mode }) => mode?.controls.charts)
  const hasVerdicts = usePanelShown('verdicts')
  const specs = useMemo(() => {
    const all = plotSpecs(expanded, journeys, objectiveLines(scenario))
    return shown ? all.filter(({ chart }) => shown.includes(chart)) : all
  }, [expanded, journeys, scenario, shown])
  const chosen = specs.some(({ chart }) => chart === preferred) ? preferred : (specs[0]?.chart ?? preferred)
  const rows = specs.filter((spec) => !narrow || spec.first || spec.chart === chosen)

  useLayoutEffect(() => {
    const element = stack.current
    if (asTable || !element) return
    const painter = new ChartPainter(specs, last, surfaces(element, specs), narrow ? GUTTER_PX.narrow : GUTTER_PX.wide)
    setPainter(painter)
    return () => {
      painter.dispose()
      setPainter(null)
    }
  }, [specs, last, narrow, chosen, asTable])

  const press = (chart: ChartId) => {
    if (narrow && chart !== chosen) {
      choose(chart)
      if (expanded) useView.getState().set({ expandedChart: null })
    } else useView.getState().set({ expandedChart: expanded === chart ? null : chart })
  }
  const swipe = (by: 1 | -1) => choose(CHART_IDS[(CHART_IDS.indexOf(chosen) + by + 3) % 3])

  return (
    <section className="charts" aria-label={words().charts.region} ref={root} data-narrow={narrow}>
      <div className="charts-scroll">
        {hasVerdicts && <VerdictLine />}
        {asTable ? (
          <Suspense>
            <ChartTable specs={specs} last={last} />
          </Suspense>
        ) : (
          <div className="charts-stack" ref={stack} data-expanded={expanded !== null}>
            <canvas className="charts-backdrop" aria-hidden="true" />
            {specs.map((spec, i) => (
              <Row
                key={spec.id}
                spec={spec}
                detail={specs.slice(0, i).filter((other) => !other.first).length}
                open={expanded === spec.chart}
                hidden={!rows.includes(spec)}
                plotHidden={narrow && spec.chart !== chosen}
                pressed={narrow ? spec.chart === chosen : undefined}
                onPress={() => press(spec.chart)}
              />
            ))}
            <div className="charts-line charts-playhead" hidden />
            <div className="charts-line charts-crosshair" hidden />
            {hasVerdicts && <ChartMarks painter={painter} />}
            <SketchOver painter={painter} specs={specs} stack={stack} />
            <Scrub painter={painter} specs={specs} onSwipe={narrow ? swipe : null} />
          </div>
        )}
        <ChartControls asTable={asTable} onTable={setAsTable} />
      </div>
      {listing && (
        <Suspense>
          <Operations />
        </Suspense>
      )}
    </section>
  )
}

interface RowProps {
  spec: PlotSpec
  detail: number // how many details stand above it
  open: boolean
  hidden: boolean
  plotHidden: boolean
  pressed: boolean | undefined
  onPress: () => void
}

function Row({ spec, detail, open, hidden, plotHidden, pressed, onPress }: RowProps) {
  const { charts } = words()
  return (
    <div
      className="chart-row"
      data-chart={spec.chart}
      data-first={spec.first}
      data-open={open}
      hidden={hidden}
      style={{ '--detail': detail } as CSSProperties}
    >
      {spec.first ? (
        <button
          type="button"
          className="chart-reading plain"
          onClick={onPress}
          aria-expanded={open}
          aria-pressed={pressed}
          title={`${spec.explained}. ${open ? charts.less(spec.title) : charts.more(spec.title)}`}
        >
          <span className="chart-title">{spec.title}</span>
          <span className="chart-value" />
          <span className="chart-beside" />
        </button>
      ) : (
        <div className="chart-reading" title={spec.explained}>
          <span className="chart-title">{spec.title}</span>
          <span className="chart-value" />
          <span className="chart-beside" />
        </div>
      )}
      <div className="chart-plot" role="img" aria-label={charts.summaryEmpty(spec.title)} hidden={plotHidden} />
    </div>
  )
}

function surfaces(stack: HTMLElement, specs: PlotSpec[]) {
  const one = (selector: string) => stack.querySelector(selector) as HTMLElement
  const all = (selector: string) => [...stack.querySelectorAll<HTMLElement>(selector)].slice(0, specs.length)
  return {
    stack,
    backdrop: one('.charts-backdrop') as HTMLCanvasElement,
    crosshair: one('.charts-crosshair'),
    playhead: one('.charts-playhead'),
    scrub: one('.charts-scrub'),
    hosts: all('.chart-plot'),
    readings: all('.chart-value'),
    besideReadings: all('.chart-beside'),
  }
}
