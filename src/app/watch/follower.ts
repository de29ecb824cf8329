/**
 * Chooses one request after another, looks up what became of it, and replays it in slow motion beside the graph. It lives on
 * frames: paused, the replay stands still too. A request is chosen while it is under way and looked up once it is over, by
 * the lab's replay of the recent past; in slow motion the map itself shows every hop, so nothing is looked up.
 */
import type { Frame, Topology } from '../../lab/protocol'
import { actions } from '../actions'
import type { Colours } from '../graph/paint/colours'
import { onThemeChange, readColours, reducedMotion } from '../graph/paint/colours'
import { Surface } from '../graph/paint/surface'
import { frames, useLab, useView } from '../store'
import type { Followed } from './followed'
import { followedOf } from './followed'
import { paintFollowed } from './followPainter'
import { linksOf, newest, requestOf } from './inFlight'
import type { RequestId } from './watchStore'
import { useWatch } from './watchStore'

/** From this speed on hops are too quick to be seen on the map. */
const QUICK = 0.1
/** Virtual time after which a request that was under way is asked for; and how often again while it is still open. */
const OVER_AFTER_US = 400_000
const TRIES = 3
/** The end of a replay stays so long. */
const REST_MS = 3000

export class Follower {
  private readonly surface: Surface
  private colours: Colours
  private candidate: { request: RequestId; seenUs: number; tries: number } | null = null
  private asking = false
  private ready: Followed | null = null
  private shown: Followed | null = null
  private shownMs = 0
  private lastMs = 0
  private painted = ''
  private ended = false
  private readonly still = reducedMotion()
  private readonly stops: (() => void)[]

  constructor(
    private readonly topology: Topology,
    private readonly canvas: HTMLCanvasElement,
  ) {
    this.surface = new Surface(canvas)
    this.colours = readColours(canvas)
    const resized = new ResizeObserver(() => this.resize())
    resized.observe(canvas)
    const { followed } = useWatch.getState()
    if (followed?.topology === topology) this.shown = followed
    this.resize()
    this.stops = [
      () => resized.disconnect(),
      frames.subscribe((frame) => this.frame(frame)),
      onThemeChange(() => {
        this.colours = readColours(canvas)
        this.paint(true)
      }),
    ]
  }
  stop(): void {
    this.ended = true
    for (const stop of this.stops) stop()
  }

  /** The next request at once, or as soon as there is one. */
  another(): void {
    if (this.ready) this.show(this.ready)
    else this.shown = null
  }

  private frame(frame: Frame): void {
    const nowMs = performance.now()
    this.shownMs += Math.min(50, nowMs - this.lastMs)
    this.lastMs = nowMs
    const { speed, playing } = useView.getState()
    if (playing && speed >= QUICK && Number.isFinite(speed) && !this.ready) this.seek(frame)
    if (this.ready && this.isOver()) this.show(this.ready)
    else this.paint(false)
  }

  private isOver(): boolean {
    const { shown } = this
    return !shown || (!this.still && this.shownMs > shown.lengthUs / 1000 / shown.speed + REST_MS)
  }

  /** Chooses a request that is under way (by way of what is selected, if any), and asks for it once it should be over. */
  private seek(frame: Frame): void {
    const { candidate } = this
    if (this.asking) return
    if (candidate && frame.timeUs >= candidate.seenUs) {
      if (frame.timeUs >= candidate.seenUs + OVER_AFTER_US) void this.ask(candidate)
      return
    }
    const { selection } = useView.getState()
    const links = selection && selection.kind !== 'operation' ? linksOf(selection, this.topology) : null
    const found = newest(
      frame,
      (link, origin) => this.topology.nodes[origin]?.role === 'clients' && (links === null || links.has(link)),
    )
    if (found >= 0) this.candidate = { request: requestOf(frame, found), seenUs: frame.timeUs, tries: 0 }
  }

  private async ask(candidate: NonNullable<Follower['candidate']>): Promise<void> {
    this.asking = true
    const { client, count } = candidate.request
    const opened = useLab.getState().opened
    const found = await actions()
      .trace(client, count)
      .catch(() => null)
    this.asking = false
    if (this.ended || opened !== useLab.getState().opened) return
    const open = found !== null && Number.isNaN(found.operation.returnedUs)
    if (open && candidate.tries < TRIES) {
      this.candidate = { ...candidate, seenUs: candidate.seenUs + OVER_AFTER_US, tries: candidate.tries + 1 }
      return
    }
    this.candidate = null
    if (found) this.ready = followedOf(found.operation, found.records, this.topology)
  }

  private show(followed: Followed): void {
    this.shown = followed
    this.ready = null
    this.shownMs = 0
    useWatch.setState({ followed })
    this.paint(true)
  }

  private resize(): void {
    this.surface.resize(this.canvas.clientWidth, this.canvas.clientHeight)
    this.paint(true)
  }

  private paint(always: boolean): void {
    const { shown } = this
    if (!shown || this.surface.width === 0) return
    const nowUs = this.still ? shown.lengthUs : Math.min(shown.lengthUs, this.shownMs * 1000 * shown.speed)
    const picture = `${shown.operation.client} ${shown.operation.count} ${nowUs}`
    if (picture === this.painted && !always) return
    this.painted = picture
    paintFollowed(this.surface, shown, nowUs, this.colours)
  }
}
