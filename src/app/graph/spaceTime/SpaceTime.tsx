/**
 * A lane for every node, time to the right, an arrow for every message. It asks the lab for the window around the
 * playhead, at most eight times a second while playing, and draws outside React; a hidden list says the same in words.
 */
import type { KeyboardEvent, MouseEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import { SPEEDS, useView } from '../../store'
import { FollowPanel } from '../../watch/FollowPanel'
import { useMedia } from '../../shell/useMedia'
import { words } from '../../words'
import { NearestList } from './NearestList'
import { SpaceTimeScene } from './scene'
import { tooFast } from './model'

/** The slow motion that is offered: a message every few seconds would bore, two a second can be followed. */
const SLOW = SPEEDS[2]

export function SpaceTime({ topology }: { topology: Topology }) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [scene, setScene] = useState<SpaceTimeScene | null>(null)
  const [told, setTold] = useState({ lanes: 0, empty: false, truncated: false, filtered: false })
  const speed = useView((view) => view.speed)
  const playing = useView((view) => view.playing)
  const set = useView((view) => view.set)
  const selection = useView((view) => view.selection)
  const quick = playing && tooFast(speed)
  // Where there is no room beside it, the request that is followed stands in the place of what is too quick to see.
  const narrow = useMedia('(max-width: 720px)')
  const follow = useView((view) => view.follow && !view.embedded) && narrow && quick
  const w = words().graph.spaceTime

  useEffect(() => {
    const made = new SpaceTimeScene(topology, frame.current!, canvas.current!, setTold)
    setScene(made)
    return () => made.stop()
  }, [topology])
  useEffect(() => scene?.select(selection), [scene, selection])

  const onClick = (event: MouseEvent): void => {
    const found = scene?.arrowUnder(event.nativeEvent.offsetX, event.nativeEvent.offsetY)
    set({ selection: found ? { kind: 'message', message: found.id, link: found.link } : null })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') set({ selection: null })
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? -1
          : 0
    if (step === 0) return
    event.preventDefault()
    const found = scene?.stepFrom(selection?.kind === 'message' ? selection.message : null, step)
    if (found) set({ selection: { kind: 'message', message: found.id, link: found.link } })
  }

  return (
    <div className="space-time">
      <div
        ref={frame}
        className="space-time-scroll"
        role="group"
        tabIndex={0}
        aria-label={w.label}
        aria-describedby="space-time-keys"
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          aria-hidden="true"
          onClick={onClick}
          onMouseMove={(e) => scene?.hover(e.nativeEvent.offsetX, e.nativeEvent.offsetY)}
          onMouseLeave={() => scene?.hover(-1, -1)}
        />
      </div>
      <p id="space-time-keys" className="hidden-visually">
        {w.keys}
      </p>
      <div className="space-time-notes">
        {quick && !follow && (
          <p>
            {w.tooFast} <button onClick={() => set({ speed: SLOW })}>{w.slowDown}</button>
          </p>
        )}
        {told.empty && !quick && (
          <p>
            {w.empty} {!playing && <button onClick={() => void actions().step('message')}>{w.next}</button>}
          </p>
        )}
        {told.filtered && (
          <p>
            {w.filtered(told.lanes, topology.nodes.length)}{' '}
            <button onClick={() => set({ selection: null })}>{w.showAll}</button>
          </p>
        )}
        {told.truncated && <p className="quiet">{w.truncated}</p>}
      </div>
      {follow && <FollowPanel />}
      {scene && <NearestList scene={scene} topology={topology} />}
    </div>
  )
}
