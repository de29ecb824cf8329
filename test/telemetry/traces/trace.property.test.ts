/** Whatever happens, a trace accounts for every microsecond: random scenarios, seeds and faults of the swarm. */
import { expect, test } from 'vitest'
import { drawCase } from '../../../src/experiments/swarm'
import { latencyOf, type Trace } from '../../../src/telemetry'
import { tracesOf, type Told } from './tracesOf'

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1)

function wrongWith({ trace, invokedUs, endUs }: Told): string[] {
  const wrong: string[] = []
  if (latencyOf(trace.parts) !== endUs - invokedUs)
    wrong.push(`parts sum to ${latencyOf(trace.parts)}, not ${endUs - invokedUs}`)
  let atUs = invokedUs
  for (const { fromUs, toUs, part } of trace.path) {
    if (fromUs !== atUs || toUs <= fromUs) wrong.push(`the path breaks at ${atUs}: ${part} ${fromUs}..${toUs}`)
    atUs = toUs
  }
  if (atUs !== endUs) wrong.push(`the path ends at ${atUs}, not ${endUs}`)
  return [...wrong, ...unnested(trace)]
}
function unnested({ spans }: Trace): string[] {
  return spans.flatMap((span, i) => {
    const wrong: string[] = []
    const parent = spans[span.parent]
    if (span.id !== i || !(span.endUs >= span.startUs)) wrong.push(`span ${i} is no interval`)
    if (span.parent >= 0 && (span.parent >= i || span.startUs < parent.startUs || span.endUs > parent.endUs))
      wrong.push(`span ${i} does not lie within its parent`)
    if (i > 0 && span.parent < 0 && !(span.cause >= 0 && span.cause < i)) wrong.push(`span ${i} hangs on nothing`)
    return wrong
  })
}

test(`${SEEDS.length} cases: parts sum to the latency, the path has no gap, spans nest or are links`, () => {
  let traces = 0
  const failures = SEEDS.flatMap((seed) => {
    return tracesOf(drawCase(seed)).flatMap((told) => {
      traces++
      return wrongWith(told).map((what) => `seed ${seed}, operation ${told.count}: ${what}`)
    })
  })
  expect(failures.slice(0, 20)).toEqual([])
  expect(traces).toBeGreaterThan(2000)
}, 300_000)

test('a trace that lacks a step, or whose span sticks out, is found out', () => {
  const [told] = tracesOf({ ...drawCase(1) }, 5).filter(({ trace }) => trace.path.length > 2 && trace.spans.length > 3)
  const { trace } = told
  expect(wrongWith(told)).toEqual([])
  expect(wrongWith({ ...told, trace: { ...trace, path: trace.path.slice(1) } })).not.toEqual([])
  expect(
    wrongWith({ ...told, trace: { ...trace, parts: { ...trace.parts, network: trace.parts.network + 1 } } }),
  ).not.toEqual([])
  const stuck = trace.spans.map((span) => (span.id === 1 ? { ...span, endUs: told.endUs + 1 } : span))
  expect(wrongWith({ ...told, trace: { ...trace, spans: stuck } })).not.toEqual([])
})
