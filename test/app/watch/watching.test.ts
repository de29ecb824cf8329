/** "Watch this": slow until the request is over, then as before; another speed chosen meanwhile stays. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LabActions } from '../../../src/app/actions'
import { provideActions } from '../../../src/app/actions'
import { frames, useView } from '../../../src/app/store'
import { stopWatching, useWatch, watch } from '../../../src/app/watch'
import type { Frame } from '../../../src/lab/protocol'
import { presetOf } from '../../../src/scenarios/presets'
import { topologyOf } from '../graph/fakeCluster'

const t = topologyOf(presetOf('storefront')!)
const shard = t.nodes.find((n) => n.id === 'shard-2b')!.index
const touching = t.links.find((l) => l.to === shard)!.index
const elsewhere = t.links.find((l) => l.from !== shard && l.to !== shard)!.index
const frame = (...rows: [link: number, hopUs: number, count: number][]): Frame => ({
  timeUs: 0,
  events: 0,
  nodes: new Float32Array(0),
  links: new Float32Array(0),
  messages: Float64Array.from(rows.flatMap(([link, hopUs, count]) => [link, 0, hopUs, 0, 0, 0, count, 1])),
  messageCount: rows.length,
  inFlight: rows.length,
  drops: new Float64Array(0),
  dropCount: 0,
  chart: null,
})
let open = true
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  open = true
  provideActions({ underWay: () => Promise.resolve(open) } as unknown as LabActions)
  useView.getState().set({ speed: 1, playing: true })
})
afterEach(stopWatching)

test('the next request that comes by slows time; once it is over, the speed before is back', async () => {
  watch({ kind: 'node', node: shard }, t)
  frames.publish(frame([elsewhere, 850, 3]))
  expect(useView.getState().speed).toBe(1)
  frames.publish(frame([elsewhere, 850, 3], [touching, 850, 4]))
  expect(useView.getState().speed).toBe(0.002)
  expect(useWatch.getState().watched?.request).toEqual({ client: 0, count: 4 })
  frames.publish(frame([elsewhere, 850, 4]))
  await settled()
  expect(useView.getState().speed, 'it is on its way elsewhere').toBe(0.002)
  open = false
  frames.publish(frame())
  await settled()
  expect(useView.getState().speed).toBe(1)
  expect(useWatch.getState().watched).toBeNull()
})

test('worked on by a node, with no message under way, it is not over', async () => {
  watch({ kind: 'node', node: shard }, t)
  frames.publish(frame([touching, 850, 4]))
  frames.publish(frame())
  await settled()
  expect(useView.getState().speed).toBe(0.002)
})

test('what stood still plays while it is watched, and stands still again after', () => {
  useView.getState().set({ playing: false })
  watch({ kind: 'message', message: { origin: 0, count: 4, path: 1 }, link: touching }, t)
  expect(useView.getState()).toMatchObject({ playing: true, speed: 0.002 })
  stopWatching()
  expect(useView.getState()).toMatchObject({ playing: false, speed: 1 })
})

test('another speed ends the watch and stays', () => {
  watch({ kind: 'node', node: shard }, t)
  frames.publish(frame([touching, 850, 4]))
  useView.getState().set({ speed: 0.1 })
  expect(useWatch.getState().watched).toBeNull()
  expect(useView.getState().speed).toBe(0.1)
})

test('something else watched starts from the speed before both', () => {
  watch({ kind: 'node', node: shard }, t)
  frames.publish(frame([touching, 850, 4]))
  watch({ kind: 'node', node: shard }, t)
  expect(useView.getState().speed).toBe(1)
})
