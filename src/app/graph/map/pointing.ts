/**
 * What a pointer or a key on the map means: the thing under it (by its data attributes), the nearest message where
 * messages are drawn one by one, dragging a group, and the act of the chosen tool.
 */
import type { Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import { toolCommand } from '../acts/toolCommand'
import { usePartition } from '../acts/partitionStore'
import { verbsFor } from '../acts/verbs'
import { latest } from '../paint/latest'
import { idOf, linkOf, nearestMessage } from '../paint/messages'
import { moveGroup } from '../positionStore'
import type { Selection } from '../../store'
import { useView } from '../../store'
import { watch } from '../../watch'
import { words } from '../../words'
import type { MapLayout } from './layout'
import { selectArea, selectBox, selectEdge, targetOfSelection } from './selecting'

const MESSAGE_REACH_PX = 12
const DRAG_FROM_PX = 5

/** The selection that an element of the map stands for. */
export function selectionAt(element: Element, layout: MapLayout): Selection | null {
  const marked = element.closest('[data-box], [data-edge], [data-breaker], [data-area]')
  if (!marked) return null
  const read = (name: string): string | null => marked.getAttribute(name)
  const box = read('data-box')
  if (box !== null) return selectBox(layout.boxes[Number(box)])
  const edge = read('data-edge')
  if (edge !== null) return selectEdge(layout.edges[Number(edge)])
  const breaker = read('data-breaker')
  if (breaker !== null) return { kind: 'link', link: Number(breaker) }
  const area = layout.areas.find((a) => a.key === read('data-area'))
  return area?.kind === 'zone' ? selectArea(area) : null
}

/** The message nearest to a point of the map, if one is close enough. */
export function messageAt(layout: MapLayout, x: number, y: number, k: number): Selection | null {
  const i = nearestMessage(latest, layout.ways, x, y, MESSAGE_REACH_PX / k)
  return i < 0 ? null : { kind: 'message', message: idOf(latest, i), link: linkOf(latest, i) }
}

/** Selects, or does what the chosen tool does. */
export function actOn(selection: Selection, t: Topology): void {
  const { tool, set } = useView.getState()
  if (tool === 'partition') {
    const target = targetOfSelection(selection, t)
    if (target) usePartition.getState().toggle(target)
    return
  }
  set({ selection })
  const command = tool === 'select' ? null : toolCommand(tool, selection, t, latest)
  if (command) void actions().act(command)
}

/** A letter on a focused thing: its verb, if it has one under that letter. True when it acted. */
export function letterOn(selection: Selection, letter: string, t: Topology): boolean {
  if (!useView.getState().letterKeys) return false
  if (letter.toUpperCase() === words().watch.verbKey) {
    useView.getState().set({ selection })
    watch(selection, t)
    return true
  }
  const found = verbsFor(selection, t, latest).find((v) => v.key !== '' && v.key === letter.toUpperCase())
  if (!found) return false
  useView.getState().set({ selection })
  void actions().act(found.command)
  return true
}

/** Lets a mouse drag groups. Returns what undoes it; `onDragged` says that the click to come is none. */
export function dragGroups(stage: HTMLElement, t: Topology, scale: () => number, onDragged: () => void): () => void {
  const down = (event: PointerEvent): void => {
    const group = (event.target as Element).closest('[data-drag]')?.getAttribute('data-drag')
    if (!group || event.pointerType === 'touch' || event.button !== 0) return
    let { clientX: x, clientY: y } = event
    let dragging = false
    const move = (e: PointerEvent): void => {
      if (!dragging && Math.hypot(e.clientX - x, e.clientY - y) < DRAG_FROM_PX) return
      dragging = true
      moveGroup(t.scenarioId, group, (e.clientX - x) / scale(), (e.clientY - y) / scale())
      x = e.clientX
      y = e.clientY
    }
    const up = (): void => {
      removeEventListener('pointermove', move)
      if (dragging) onDragged()
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', up, { once: true })
    addEventListener('pointercancel', up, { once: true })
  }
  stage.addEventListener('pointerdown', down)
  return () => stage.removeEventListener('pointerdown', down)
}
