/** A curve to be drawn, by pointer or point by point by keyboard; or two laid over each other, to be looked at. */
import type { PointerEvent } from 'react'
import { useRef } from 'react'
import { duration, moment, percent } from '../words/numbers'
import { words } from '../words'
import { fittingTicks } from '../charts/plotScales'
import { SCALES, SKETCH_POINTS, timesOf } from './sketch'

const WIDTH = 360
const HEIGHT = 132
const LEFT = 44
const PAD = 10
const BOTTOM = 20
const STEPS = 40

interface Props {
  chart: 'consistency' | 'availability' | 'latency'
  fromS: number
  toS: number
  points: readonly number[] | null
  happened?: readonly (number | null)[]
  label: string
  draw?: (points: number[]) => void
}
const xOf = (i: number): number => LEFT + (i / (SKETCH_POINTS - 1)) * (WIDTH - LEFT - PAD)
const yOf = (height: number): number => PAD + (1 - height) * (HEIGHT - PAD - BOTTOM)

export function SketchPad({ chart, fromS, toS, points, happened, label, draw }: Props) {
  const w = words()
  const scale = SCALES[chart]
  const svg = useRef<SVGSVGElement>(null)
  const last = useRef<number | null>(null)
  const times = timesOf(fromS, toS)
  const tick = scale.unit === 'share' ? percent : duration

  const put = (event: PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect()
    if (!box || !points || !draw) return
    const x = ((event.clientX - box.left) / box.width) * WIDTH
    const y = ((event.clientY - box.top) / box.height) * HEIGHT
    const height = Math.min(1, Math.max(0, 1 - (y - PAD) / (HEIGHT - PAD - BOTTOM)))
    const at = Math.round(((x - LEFT) / (WIDTH - LEFT - PAD)) * (SKETCH_POINTS - 1))
    const i = Math.min(SKETCH_POINTS - 1, Math.max(0, at))
    const changed = [...points]
    // A quick stroke passes over points: they lie on its line.
    const from = last.current ?? i
    const [a, b] = [scale.height(changed[from]), height]
    for (let k = from; ; k += Math.sign(i - from)) {
      changed[k] = scale.value(from === i ? b : a + ((b - a) * (k - from)) / (i - from))
      if (k === i) break
    }
    last.current = i
    draw(changed)
  }
  const onDown = (event: PointerEvent<SVGSVGElement>): void => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    last.current = null
    put(event)
  }
  const line = (values: readonly (number | null)[]): string =>
    values.flatMap((value, i) => (value === null ? [] : [`${xOf(i)},${yOf(scale.height(value)).toFixed(1)}`])).join(' ')
  return (
    <figure className="sketch" data-chart={chart}>
      <svg
        ref={svg}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
        data-drawn={draw !== undefined}
        onPointerDown={draw && onDown}
        onPointerMove={draw && ((event) => event.buttons === 1 && put(event))}
      >
        {fittingTicks(scale, HEIGHT - PAD - BOTTOM, 22).map((value) => (
          <g key={value} className="sketch-tick">
            <line x1={LEFT} x2={WIDTH - PAD} y1={yOf(scale.height(value))} y2={yOf(scale.height(value))} />
            <text x={LEFT - 6} y={yOf(scale.height(value)) + 4} textAnchor="end">
              {tick(value)}
            </text>
          </g>
        ))}
        {[0, SKETCH_POINTS - 1].map((i) => (
          <text key={i} className="sketch-time" x={xOf(i)} y={HEIGHT - 4} textAnchor={i === 0 ? 'start' : 'end'}>
            {`${Math.round(times[i] * 10) / 10} s`}
          </text>
        ))}
        {happened && <polyline className="sketch-happened" points={line(happened)} />}
        {points && <polyline className="sketch-line" data-over={happened !== undefined} points={line(points)} />}
        {draw && points?.map((value, i) => <circle key={i} cx={xOf(i)} cy={yOf(scale.height(value))} r={4} />)}
      </svg>
      {draw &&
        points?.map((value, i) => (
          <input
            key={i}
            type="range"
            className="sketch-point"
            style={{
              insetInlineStart: `${(xOf(i) / WIDTH) * 100}%`,
              insetBlockStart: `${(yOf(scale.height(value)) / HEIGHT) * 100}%`,
            }}
            aria-label={w.lessons.prediction.pointAt(times[i])}
            aria-valuetext={`${tick(value)}, ${moment(times[i] * 1e6)}`}
            min={0}
            max={STEPS}
            value={Math.round(scale.height(value) * STEPS)}
            onChange={(event) =>
              draw(points.map((one, k) => (k === i ? scale.value(Number(event.target.value) / STEPS) : one)))
            }
          />
        ))}
    </figure>
  )
}
