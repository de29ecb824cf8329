/**
 * Draws a map's motion, outside React: it listens to frames (which are published inside an animation callback) and sets
 * canvases and SVG attributes directly. Two canvases, so that the still layer (edges) is redrawn only on change.
 * Single messages show while their hops last long enough to see and there are few; otherwise their traffic flows.
 */
import type { MessageId } from '../../../cluster/command'
import type { Frame } from '../../../lab/protocol'
import { frames, useView } from '../../store'
import { useWatch } from '../../watch'
import { words } from '../../words'
import type { EdgeState } from '../map/edgeState'
import { emptyEdge, readEdge } from '../map/edgeState'
import type { Territory } from '../map/territory'
import { lane, lengthOf, placeOn, reversed } from '../map/geometry'
import type { MapLayout } from '../map/layout'
import { Bursts } from './bursts'
import type { Colours } from './colours'
import { onThemeChange, readColours, reducedMotion } from './colours'
import type { FlowLanes } from './flow'
import { LANE_PX, paintFlow } from './flow'
import { paintGround, paintZones } from './groundPainter'
import { L, latest, LINK_AT, N } from './latest'
import { calmness, lookOf, paintEdge } from './linkPainter'
import type { Rect } from './messages'
import { countVisible, meanFlightUs, paintMessages } from './messages'
import { NodePainter } from './nodePainter'
import type { Camera } from './surface'
import { Surface } from './surface'

export const SINGLES_MOST = 150
const NODES_EVERY_MS = 100
const STILL_EVERY_MS = 250

export class MapPainter {
  private layout: MapLayout | null = null
  private states: EdgeState[] = []
  private looks = new Float64Array(0)
  private outer: number[] = [] // edges that are not inside a shard: only those flow
  private lanes: FlowLanes[] = [] // theirs
  private flowing: EdgeState[] = []
  private breakers: { element: SVGElement; link: number; last: number }[] = []
  private camera: Camera = { k: 1, x: 0, y: 0 }
  private colours: Colours
  private reduced = reducedMotion()
  private chosen: MessageId | null = null
  private chosenBox = -1
  private chosenEdge = -1
  private territories: Rect[][] = []
  private crossing: ReadonlySet<number> = new Set()
  private singles = false
  private seconds = 0
  private lastMs = 0
  private lastTimeUs = 0
  private nodesAtMs = 0
  private stillAtMs = 0
  private countsAtMs = 0
  private stillDue = true
  private readonly still: Surface
  private readonly moving: Surface
  private readonly nodes = new NodePainter()
  private readonly bursts = new Bursts()
  private readonly stops: (() => void)[]

  constructor(
    private readonly stage: HTMLElement,
    still: HTMLCanvasElement,
    moving: HTMLCanvasElement,
  ) {
    this.still = new Surface(still)
    this.moving = new Surface(moving)
    this.colours = readColours(stage)
    this.stops = [
      frames.subscribe((frame) => this.frame(frame)),
      onThemeChange(() => {
        this.colours = readColours(stage)
        this.refresh()
      }),
      useView.subscribe((view, before) => {
        if (view.playing !== before.playing) this.refresh()
      }),
    ]
  }
  stop(): void {
    for (const stop of this.stops) stop()
  }

  /** Call after the SVG of this layout is in the document. */
  setLayout(layout: MapLayout): void {
    this.layout = layout
    this.states = layout.edges.map(emptyEdge)
    this.looks = new Float64Array(layout.edges.length).fill(-1)
    this.outer = layout.edges.flatMap((edge, i) => (edge.inner ? [] : [i]))
    this.lanes = this.outer.map((i) => {
      const { curve } = layout.edges[i]
      return { out: lane(curve, LANE_PX), back: reversed(lane(curve, -LANE_PX)), lengthPx: lengthOf(curve) }
    })
    this.flowing = this.outer.map((i) => this.states[i])
    this.nodes.bind(this.stage, layout)
    this.breakers = [...this.stage.querySelectorAll<SVGElement>('[data-breaker]')].map((element) => ({
      element,
      link: Number(element.getAttribute('data-breaker')),
      last: -1,
    }))
    this.refresh()
  }
  setCamera(camera: Camera, width: number, height: number): void {
    this.camera = camera
    this.still.resize(width, height)
    this.moving.resize(width, height)
    this.refresh()
  }
  setSelection(box: number, edge: number, message: MessageId | null): void {
    this.chosenBox = box
    this.chosenEdge = edge
    this.chosen = message
    this.refresh()
  }

  setTerritories(territories: Territory[]): void {
    this.territories = territories.map((t) => t.rects)
    this.crossing = new Set(territories.flatMap((t) => t.crossing))
    this.refresh()
  }

  /** True while messages are drawn one by one: only then can one be pointed at. */
  get showsSingles(): boolean {
    return this.singles
  }

  /** Draws everything from the newest frame, for when no new one will come (paused, resized, moved). */
  refresh(): void {
    if (!this.layout) return
    this.stillDue = true
    this.nodesAtMs = this.countsAtMs = 0
    this.draw(performance.now(), latest.timeUs - this.lastTimeUs)
  }

  private frame(frame: Frame): void {
    if (!this.layout) return
    const now = performance.now()
    const playing = useView.getState().playing
    if (playing) this.seconds += Math.min(0.05, Math.max(0, (now - this.lastMs) / 1000))
    else this.nodesAtMs = this.countsAtMs = 0 // no other frame may come
    this.lastMs = now
    this.bursts.add(frame, this.layout.ways, now, this.reduced)
    this.draw(now, frame.timeUs - this.lastTimeUs)
    this.lastTimeUs = frame.timeUs
  }

  private draw(now: number, advancedUs: number): void {
    const layout = this.layout!
    const { links, nodes } = latest
    // Right after another scenario was opened the newest frame is still of the one before.
    const fits = nodes.length === layout.boxOfNode.length * N && links.length === layout.edgeOfLink.length * L
    if (fits)
      for (let i = 0; i < layout.edges.length; i++) {
        const look = lookOf(readEdge(links, layout.edges[i], this.states[i]))
        if (look !== this.looks[i]) {
          this.looks[i] = look
          this.stillDue = true
        }
      }
    if (this.stillDue && (now - this.stillAtMs > STILL_EVERY_MS || this.nodesAtMs === 0)) this.drawStill(layout, now)
    if (!fits) return
    if (now - this.nodesAtMs > NODES_EVERY_MS) {
      this.nodesAtMs = now
      this.nodes.paint(nodes)
      this.drawBreakers(links)
    }
    this.choose(advancedUs, layout)
    this.drawMoving(layout, now)
  }

  /** One by one, or as flow; with some reluctance to change, so that the picture does not flicker between the two. */
  private choose(advancedUs: number, layout: MapLayout): void {
    const few = countVisible(latest, layout.ways, this.seen()) <= SINGLES_MOST
    if (!useView.getState().playing) this.singles = few
    else if (advancedUs > 0) {
      const flight = meanFlightUs(latest)
      if (flight > 0) this.singles = few && advancedUs < flight * (this.singles ? 0.2 : 0.12)
    }
  }
  private seen(): Rect {
    const { k, x, y } = this.camera
    return { x0: -x / k, y0: -y / k, x1: (this.moving.width - x) / k, y1: (this.moving.height - y) / k }
  }

  private drawStill(layout: MapLayout, now: number): void {
    this.stillDue = false
    this.stillAtMs = now
    const c = this.still.begin(this.camera)
    paintZones(c, layout, this.colours)
    this.drawEdges(c, layout, false)
    paintGround(c, layout, this.territories, this.colours)
    this.drawEdges(c, layout, true)
  }

  private drawEdges(c: CanvasRenderingContext2D, layout: MapLayout, inner: boolean): void {
    const calm = calmness(this.outer.length)
    layout.edges.forEach((edge, i) => {
      if (edge.inner !== inner) return
      const near = this.chosenBox >= 0 && (edge.a === this.chosenBox || edge.b === this.chosenBox)
      paintEdge(
        c,
        edge,
        this.states[i],
        this.colours,
        i === this.chosenEdge ? 'chosen' : near ? 'near' : 'quiet',
        calm,
        this.crossing.has(i),
      )
    })
  }

  private drawBreakers(links: Float32Array): void {
    for (const breaker of this.breakers) {
      const value = links[breaker.link * L + LINK_AT.breaker] | 0
      if (value === breaker.last) continue
      breaker.last = value
      breaker.element.setAttribute('data-state', String(value))
      const { breakerFrom = '', breakerTo = '' } = breaker.element.dataset
      breaker.element.setAttribute('aria-label', words().graph.breakerOn(breakerFrom, breakerTo, value))
    }
  }

  private drawMoving(layout: MapLayout, now: number): void {
    const still = this.reduced && !this.singles
    if (still && now - this.countsAtMs < 1000 && this.bursts.count === 0) return
    const c = this.moving.begin(this.camera)
    const size = 3.6 / Math.sqrt(this.camera.k)
    const watched = useWatch.getState().watched?.request ?? null
    if (this.singles) paintMessages(c, latest, layout.ways, size, this.colours, this.chosen, watched)
    else if (this.reduced) this.drawCounts(c, layout, now)
    else paintFlow(c, this.lanes, this.flowing, this.seconds, this.colours)
    this.bursts.paint(c, now, size, this.colours)
  }

  /** Under reduced motion: each link's messages a second, as a number renewed once a second. */
  private drawCounts(c: CanvasRenderingContext2D, layout: MapLayout, now: number): void {
    this.countsAtMs = now
    c.font = `12px ${this.colours.sans}`
    c.textAlign = 'center'
    c.textBaseline = 'middle'
    const p = { x: 0, y: 0 }
    layout.edges.forEach((edge, i) => {
      const s = this.states[i]
      if (edge.inner || s.any !== 0) return
      const text = words().graph.onLink.perSecond(s.forwardPerSecond + s.backwardPerSecond)
      placeOn(edge.curve, 0.6, 0, p)
      c.fillStyle = this.colours.paper
      c.fillRect(p.x - text.length * 3.4 - 2, p.y - 8, text.length * 6.8 + 4, 16)
      c.fillStyle = this.colours['ink-2']
      c.fillText(text, p.x, p.y)
    })
    c.textAlign = 'start'
  }
}
