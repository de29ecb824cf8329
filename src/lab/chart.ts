/** Chart blocks of a lab: the active run and the one beside it over the same buckets. */
import type { SeriesStore } from '../telemetry'
import type { Lab } from './lab'
import type { ChartBlock, Frame } from './protocol'

/** null where nothing is known yet. */
export function chartOf(lab: Lab, window: { fromUs: number; toUs: number; steps: number }): ChartBlock | null {
  const { store } = lab.player.track
  if (!store || window.toUs <= window.fromUs) return null
  const beside = lab.comparison.track?.store ?? null
  return { ...dataOf(store, window), compare: beside && besideOf(beside, window) }
}

function dataOf(store: SeriesStore, { fromUs, toUs, steps }: { fromUs: number; toUs: number; steps: number }) {
  return store.chart(fromUs, toUs, steps)
}
function besideOf(store: SeriesStore, window: { fromUs: number; toUs: number; steps: number }): ChartBlock['compare'] {
  const { columns, divergedKeys } = dataOf(store, window)
  return { columns, divergedKeys }
}

/** The buffers that travel with a frame. */
export function transferOf({ nodes, links, messages, drops, chart }: Frame): ArrayBuffer[] {
  const arrays: { buffer: ArrayBufferLike }[] = [nodes, links, messages, drops]
  for (const block of [chart, chart?.compare]) if (block) arrays.push(block.columns, block.divergedKeys)
  return arrays.map((array) => array.buffer as ArrayBuffer)
}
