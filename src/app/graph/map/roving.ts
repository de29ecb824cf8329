/**
 * One tab stop for the whole map: arrow keys move the focus between nodes, Shift with an arrow among the links of the
 * node one came from. Tab indices are set on the elements directly, so moving the focus renders nothing.
 */
import type { MapLayout } from './layout'
import { placeOn } from './geometry'
import type { Direction } from './neighbours'
import { boxTowards, edgeTowards } from './neighbours'

const WAYS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

export class RovingFocus {
  private home = 0 // the box whose links Shift walks around
  private key: string | null = null

  constructor(
    private readonly root: Element,
    private readonly layout: MapLayout,
  ) {}

  /** Exactly one element takes part in Tab: the one that was focused last, else the first node. */
  arm(key: string | null): void {
    const all = [...this.root.querySelectorAll('[data-key]')]
    const wanted = all.find((e) => e.getAttribute('data-key') === key) ?? all.find((e) => e.hasAttribute('data-box'))
    for (const element of all) element.setAttribute('tabindex', element === wanted ? '0' : '-1')
    this.key = wanted?.getAttribute('data-key') ?? null
  }
  get focused(): string | null {
    return this.key
  }

  onFocus(element: Element): void {
    const box = element.getAttribute('data-box')
    if (box !== null) this.home = Number(box)
    this.arm(element.getAttribute('data-key'))
  }

  /** True when the key was an arrow and the focus has moved (or nothing lies that way). */
  onKey(event: { key: string; shiftKey: boolean }, from: Element): boolean {
    const way = WAYS[event.key]
    if (!way) return false
    const edgeAt = from.getAttribute('data-edge')
    if (event.shiftKey) {
      const edge = edgeTowards(this.layout, this.home, edgeAt === null ? -1 : Number(edgeAt), way)
      this.focus(edge < 0 ? null : `[data-edge="${edge}"]`)
      return true
    }
    const box = from.getAttribute('data-box')
    const start =
      edgeAt === null
        ? this.layout.boxes[Number(box ?? 0)]
        : placeOn(this.layout.edges[Number(edgeAt)].curve, 0.5, 0, { x: 0, y: 0 })
    const next = boxTowards(this.layout, start, way, box === null ? -1 : Number(box))
    this.focus(next < 0 ? null : `[data-box="${next}"]`)
    return true
  }

  private focus(selector: string | null): void {
    if (selector) this.root.querySelector<SVGElement>(selector)?.focus()
  }
}
