/** Play, step, and how fast: the speed is a sentence with a few stops. The clock is written by the painter, not by React. */
import { useEffect, useRef } from 'react'
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { frames, SPEEDS, useLab, useView } from '../store'
import { words } from '../words'
import { WatchLine } from '../watch'
import { moment } from '../words/numbers'
import { Gate } from './gate'

export function Transport() {
  const w = words().shell.transport
  const playing = useView((view) => view.playing)
  const mode = useLessonMode(({ mode }) => mode)
  const set = useView((view) => view.set)
  const busy = useLab((lab) => lab.busy)
  return (
    <div className="transport" role="group" aria-label={w.label} inert={mode?.held ?? false}>
      <button className="primary play" onClick={() => set({ playing: !playing })} title={w.playHint}>
        {playing ? w.pause : w.play}
      </button>
      <span className="steps">
        <span className="quiet">{w.stepTo}</span>
        {(['event', 'message', 'change'] as const).map((to) => (
          <button key={to} onClick={() => void actions().step(to)} title={w.stepHint[to]}>
            {w.step[to]}
          </button>
        ))}
      </span>
      <Speed />
      <WatchLine />
      {!mode && <WithoutLater />}
      {busy && (
        <progress aria-label={w.seeking} max={busy.toUs} value={busy.atUs}>
          {w.seeking}
        </progress>
      )}
      <Clock />
    </div>
  )
}

/** Offered where acts lie ahead on this branch: the way to "what if I had not". */
function WithoutLater() {
  const w = words().shell.transport
  const ahead = useLab(({ status }) => {
    const branch = status?.branches.find((b) => b.id === status.active)
    return status !== null && (branch?.commands.some((c) => c.atUs > status.timeUs) ?? false)
  })
  if (!ahead) return null
  return (
    <button title={w.withoutHint} onClick={() => void actions().fork()}>
      {w.without}
    </button>
  )
}

function Speed() {
  const w = words().shell.transport
  const speed = useView((view) => view.speed)
  const set = useView((view) => view.set)
  const pace = useLab((lab) => lab.pace)
  const at = SPEEDS.indexOf(speed)
  return (
    <label className="speed">
      <span className="hidden-visually">{w.speed}</span>
      <input
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={at < 0 ? SPEEDS.indexOf(1) : at}
        aria-valuetext={w.speedIs(speed)}
        onChange={(event) => set({ speed: SPEEDS[Number(event.target.value)] })}
      />
      <span className="speed-words">
        {w.speedIs(speed)}
        {pace !== null && <span className="quiet">{w.pace(pace, speed)}</span>}
      </span>
    </label>
  )
}

const CLOCK_EVERY_MS = 66

function Clock() {
  const output = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const gate = new Gate<number>(CLOCK_EVERY_MS, (atUs) => {
      if (output.current) output.current.textContent = moment(atUs)
    })
    const ignore = frames.subscribe(({ timeUs }) => {
      if (timeUs !== gate.newest) gate.offer(timeUs)
    })
    return () => {
      ignore()
      gate.close()
    }
  }, [])
  return (
    <span className="clock" title={words().shell.transport.clock}>
      <span className="hidden-visually">{words().shell.transport.clock} </span>
      <span ref={output} />
    </span>
  )
}
