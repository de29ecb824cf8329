/** Zoom and pan of one element, with d3-zoom: wheel, pinch, drag. A part of its own, because the map is shown before it is needed. */
import { select } from 'd3-selection'
import { zoom, ZoomTransform } from 'd3-zoom'
import type { Camera } from '../paint/surface'

export interface Zooming {
  set(camera: Camera): void
  scaleBy(factor: number): void
  stop(): void
}
/** A pointer that went farther has dragged, and its click is none, px. */
const CLICK_PX = 4

export function zooming(
  stage: HTMLElement,
  scales: [least: number, most: number],
  may: (event: Event) => boolean,
  moved: (camera: Camera) => void,
): Zooming {
  let setting = false
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent(scales)
    .clickDistance(CLICK_PX)
    .filter(may)
    .on('zoom', ({ transform: { k, x, y } }: { transform: ZoomTransform }) => {
      if (!setting) moved({ k, x, y })
    })
  const element = select(stage)
  element.call(behaviour).on('dblclick.zoom', null)
  return {
    set({ k, x, y }) {
      setting = true
      behaviour.transform(element, new ZoomTransform(k, x, y))
      setting = false
    },
    scaleBy: (factor) => behaviour.scaleBy(element, factor),
    stop: () => element.on('.zoom', null),
  }
}
