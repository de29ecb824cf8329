/** The class as nodes, as large as the screen lets all of them be; named only where the teacher chose so. */
import type { CSSProperties } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isSeated } from '../../../classroom/documents/roster'
import { words } from '../../words'
import { followCalmly, useCalm } from '../calm'
import { seatState } from '../person'
import type { SeatState } from '../person'
import { SeatMark } from '../SeatMark'
import { Sparks } from '../Sparks'
import { arranged } from './arranged'

export function Wall({ names }: { names: boolean }) {
  const w = words().roomHost
  const { roster, digests, nowMs } = useCalm()
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 1200, height: 600 })
  useEffect(followCalmly, [])
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(([{ contentRect }]) =>
      setSize({ width: contentRect.width, height: contentRect.height }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const seats = [...roster.learner]
    .filter(([, seat]) => isSeated(seat))
    .sort(([a, { joinedMs: x }], [b, { joinedMs: y }]) => x - y || (a < b ? -1 : 1))
    .map(([id, seat]) => ({ id, name: seat.name, state: seatState(seat, digests[id], nowMs) }))
  const { columns, detailed, font, mark } = arranged(seats.length, size, names)
  return (
    <div className="wall-shown">
      <div className="wall-place" ref={box}>
        <ul
          className="wall"
          data-names={names}
          data-detailed={detailed}
          style={
            {
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              fontSize: `${font.toFixed(1)}px`,
              '--mark': `${mark.toFixed(1)}px`,
            } as CSSProperties
          }
        >
          {seats.map(({ id, name, state }) => (
            <li key={id} data-state={state}>
              <span className="seat">
                <SeatMark state={state} />
                {names && <strong>{name}</strong>}
                <span className={names || !detailed ? 'hidden-visually' : ''}>{w.tiles.states[state]}</span>
              </span>
              {detailed && <Sparks id={id} digest={state === 'away' ? undefined : digests[id]} />}
            </li>
          ))}
        </ul>
      </div>
      <p className="wall-key">{key(seats.map(({ state }) => state))}</p>
    </div>
  )
}
function key(states: SeatState[]): string {
  const w = words().roomHost
  const counts = new Map<SeatState, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, n]) => w.projector.legend(w.tiles.states[state], n)).join(' · ')
}
