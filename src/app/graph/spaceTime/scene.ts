/**
 * The living part of space-time: asks for data as the playhead moves, keeps lanes and order, and paints. What React must
 * know (lanes shown, nothing there) it is told only when that has changed.
 */
import type { MessageId } from '../../../cluster/command'
import type { SpaceTime, Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import type { Selection } from '../../store'
import { frames, useView } from '../../store'
import { useWatch } from '../../watch'
import type { Colours } from '../paint/colours'
import { onThemeChange, readColours } from '../paint/colours'
import { latest } from '../paint/latest'
import { Surface } from '../paint/surface'
import type { Arrow, Lanes } from './model'
import { arrowAt, arrowNear, inOrder, lanesFor, placeLanes, PLAYHEAD, tooFast, windowUs } from './model'
import { paintSpaceTime, xAt } from './spaceTimePainter'

const ASK_EVERY_MS = 125
const STILL_EVERY_MS = 1000
const REACH_PX = 12

export interface Told {
  lanes: number
  empty: boolean
  truncated: boolean
  filtered: boolean
}

export class SpaceTimeScene {
  data: SpaceTime | null = null
  order: number[] = []
  private lanes: Lanes
  private selection: Selection | null = null
  private hovered = -1
  private colours: Colours
  private dataNowUs = 0
  private asking = false
  private tookMs = 0
  private askedMs = -Infinity
  private again: ReturnType<typeof setTimeout> | undefined
  private told = ''
  private ended = false
  private height = 0
  private readonly surface: Surface
  private readonly stops: (() => void)[]

  constructor(
    private readonly topology: Topology,
    private readonly room: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly tell: (told: Told) => void,
  ) {
    this.surface = new Surface(canvas)
    this.colours = readColours(room)
    this.lanes = placeLanes(
      topology,
      topology.nodes.map((n) => n.index),
      300,
    )
    const observer = new ResizeObserver(() => this.resize())
    observer.observe(room)
    this.resize()
    this.stops = [
      () => observer.disconnect(),
      frames.subscribe(() => this.frame()),
      onThemeChange(() => {
        this.colours = readColours(room)
        this.paint()
      }),
      useView.subscribe((view, before) => {
        if (view.speed !== before.speed || view.playing !== before.playing) this.ask()
      }),
    ]
    this.ask()
  }
  stop(): void {
    this.ended = true
    clearTimeout(this.again)
    for (const stop of this.stops) stop()
  }

  select(selection: Selection | null): void {
    this.selection = selection
    this.arrange()
    this.paint()
  }
  hover(x: number, y: number): void {
    const found = this.indexUnder(x, y)
    if (found === this.hovered) return
    this.hovered = found
    this.canvas.style.cursor = found < 0 ? '' : 'pointer'
    this.paint()
  }
  arrowUnder(x: number, y: number): Arrow | null {
    const found = this.indexUnder(x, y)
    return found < 0 ? null : arrowAt(this.data!, this.topology, found)
  }
  /** The next arrow in time from a message (or from the playhead), in either direction. */
  stepFrom(id: MessageId | null, step: number): Arrow | null {
    if (!this.data || this.order.length === 0) return null
    const all = this.order.map((i) => arrowAt(this.data!, this.topology, i))
    let at =
      id === null
        ? -1
        : all.findIndex((a) => a.id.count === id.count && a.id.path === id.path && a.id.origin === id.origin)
    if (at < 0) {
      const ahead = all.findIndex((a) => a.sentUs > latest.timeUs)
      at = step > 0 ? (ahead < 0 ? all.length - 2 : ahead - 1) : ahead < 0 ? all.length : ahead
    }
    return all[Math.max(0, Math.min(all.length - 1, at + step))]
  }

  private indexUnder(x: number, y: number): number {
    if (!this.data || x < this.labelsPx) return -1
    const v = this.view()
    return arrowNear(
      this.order,
      this.data,
      this.topology,
      this.lanes,
      (us) => xAt(v, this.surface.width, us),
      x,
      y,
      REACH_PX,
    )
  }
  /** Too fast to follow: a still, renewed every second, instead of arrows that are gone before they are drawn. */
  private get isStill(): boolean {
    const { playing, speed } = useView.getState()
    return playing && tooFast(speed)
  }
  private get labelsPx(): number {
    return this.surface.width < 560 ? 92 : 128
  }
  private view() {
    return {
      topology: this.topology,
      data: this.data,
      lanes: this.lanes,
      order: this.order,
      chosen: this.selection?.kind === 'message' ? this.selection.message : watchedMessage(),
      hovered: this.hovered,
      nowUs: this.isStill && this.data ? this.dataNowUs : latest.timeUs,
      spanUs: windowUs(useView.getState().speed, this.surface.width),
      labelsPx: this.labelsPx,
    }
  }

  private frame(): void {
    this.ask()
    this.paint()
  }
  /** Asks for the window around the playhead, not more often than every eighth of a second, one question at a time. */
  private ask(): void {
    const now = performance.now()
    if (this.asking || this.ended) return
    // The answer may be a replay from a checkpoint: it gets at most a fifth of the worker's time.
    const every = Math.max(this.isStill ? STILL_EVERY_MS : ASK_EVERY_MS, this.tookMs * 5)
    if (now - this.askedMs < every) {
      this.again ??= setTimeout(() => this.ask(), every)
      return
    }
    clearTimeout(this.again)
    this.again = undefined
    this.asking = true
    this.askedMs = now
    const span = windowUs(useView.getState().speed, this.surface.width)
    const us = latest.timeUs
    actions()
      .spaceTime(Math.max(0, Math.floor(us - span * (PLAYHEAD + 0.05))), Math.ceil(us + span * (1 - PLAYHEAD)))
      .then((data) => {
        this.data = data
        this.dataNowUs = us
        this.arrange()
        this.paint()
      })
      .catch(() => undefined) // the shell says what went wrong; the last picture stays
      .finally(() => {
        this.asking = false
        this.tookMs = performance.now() - now
      })
  }

  private resize(): void {
    this.height = this.room.clientHeight
    this.arrange()
    this.paint()
  }
  private arrange(): void {
    if (this.ended) return
    const wanted = lanesFor(this.topology, this.selection, this.data)
    this.lanes = placeLanes(this.topology, wanted, this.height)
    this.order = this.data ? inOrder(this.data, this.topology, this.lanes) : []
    this.hovered = -1
    const height = Math.max(this.height, Math.ceil(this.lanes.height))
    this.canvas.style.blockSize = `${height}px`
    this.surface.resize(this.room.clientWidth, height)
    const told: Told = {
      lanes: wanted.length,
      empty: this.data !== null && this.order.length === 0,
      truncated: this.data?.truncated ?? false,
      filtered: wanted.length < this.topology.nodes.length,
    }
    const key = JSON.stringify(told)
    if (key === this.told) return
    this.told = key
    this.tell(told)
  }
  private paint(): void {
    if (!this.ended) paintSpaceTime(this.surface, this.view(), this.colours)
  }
}

/** The request that is being watched stands out among the others; none of its messages more than the rest. */
function watchedMessage(): MessageId | null {
  const request = useWatch.getState().watched?.request
  return request ? { origin: request.client, count: request.count, path: -1 } : null
}
