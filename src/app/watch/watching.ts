/**
 * "Watch this": slows time until a hop lasts long enough to see, and returns to the speed before once the request is over.
 * A message is followed with the request it belongs to; on a link or node it is the next request that comes by; an
 * operation of the past is gone back to. Choosing another speed ends the watch and keeps that speed.
 */
import type { Frame, Topology } from '../../lab/protocol'
import { actions } from '../actions'
import { latest } from '../graph/paint/latest'
import { hopsOf } from './hops'
import type { Selection } from '../store'
import { frames, useLab, useView } from '../store'
import { hopUs, linksOf, messageOf, newest, requestOf } from './inFlight'
import type { RequestId } from './watchStore'
import { useWatch } from './watchStore'
import { watchSpeed } from './watchSpeed'

const ASK_EVERY_MS = 120
/** Taken for a hop where none can be looked at. */
const USUAL_HOP_US = 1000

let current: Watch | null = null

export function watch(selection: Selection, t: Topology): void {
  stopWatching()
  current = new Watch(selection, t)
}
/** Back to the speed before. */
export function stopWatching(): void {
  current?.end(true)
}

class Watch {
  private readonly before = useView.getState()
  private readonly opened = useLab.getState().opened
  private readonly links: ReadonlySet<number>
  private ownSpeed = this.before.speed
  private askedMs = 0
  private readonly stops: (() => void)[]

  constructor(
    private readonly selection: Selection,
    t: Topology,
  ) {
    this.links = linksOf(selection, t)
    useWatch.setState({ watched: { selection, request: null } })
    this.stops = [
      useView.subscribe((view) => {
        if (view.speed !== this.ownSpeed) this.end(false)
      }),
      useLab.subscribe((lab) => {
        if (lab.opened !== this.opened) this.end(true)
      }),
    ]
    if (selection.kind === 'operation') void this.goTo(selection)
    else {
      if (selection.kind === 'message') {
        const request = { client: selection.message.origin, count: selection.message.count }
        this.follow(request, hopUs(latest, messageOf(latest, request), USUAL_HOP_US))
      } else this.slowTo(Math.min(1, this.before.speed))
      this.stops.push(frames.subscribe((frame) => this.look(frame)))
    }
  }

  end(restore: boolean): void {
    if (current === this) current = null
    for (const stop of this.stops.splice(0)) stop()
    useWatch.setState({ watched: null })
    if (restore) this.before.set({ speed: this.before.speed, playing: this.before.playing })
  }

  private get over(): boolean {
    return this.stops.length === 0
  }

  private slowTo(speed: number): void {
    this.ownSpeed = speed
    this.before.set({ speed, playing: true })
  }

  private follow(request: RequestId, hopUs: number): void {
    this.slowTo(watchSpeed(hopUs, this.before.speed))
    useWatch.setState({ watched: { selection: this.selection, request } })
  }

  /** An operation is gone back to, unless it is not over yet. */
  private async goTo(request: RequestId): Promise<void> {
    const found = await actions()
      .trace(request.client, request.count)
      .catch(() => null)
    if (this.over) return
    if (!found) {
      this.end(true)
      return
    }
    const hops = hopsOf(found.records).filter((span) => span.kind === 'travelling' && span.toUs > span.fromUs)
    const lengths = hops.map((span) => span.toUs - span.fromUs).sort((a, b) => a - b)
    if (!Number.isNaN(found.operation.returnedUs)) await actions().seek(found.operation.invokedUs + 1)
    if (this.over) return
    this.follow(request, lengths[lengths.length >> 1] ?? USUAL_HOP_US)
    this.stops.push(frames.subscribe((frame) => this.look(frame)))
  }

  private look(frame: Frame): void {
    const request = useWatch.getState().watched?.request
    if (!request) {
      const found = newest(frame, (link) => this.links.has(link))
      if (found >= 0) this.follow(requestOf(frame, found), hopUs(frame, found, USUAL_HOP_US))
      return
    }
    const nowMs = performance.now()
    if (messageOf(frame, request) >= 0 || nowMs - this.askedMs < ASK_EVERY_MS) return
    this.askedMs = nowMs
    void actions()
      .underWay(request.client, request.count)
      .then(
        (open) => {
          if (!open && !this.over) this.end(true)
        },
        () => undefined, // the worker gave up: the next frame asks again
      )
  }
}
