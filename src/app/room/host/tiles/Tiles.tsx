/** Every learner as a tile; however many there are, only those in sight are drawn. */
import type { UIEvent } from 'react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { words } from '../../../words'
import { useRoom } from '../../roomStore'
import { useCalm } from '../../calm'
import { useHostView } from '../hostStore'
import { Person } from '../person/Person'
import { ClearSeats } from './ClearSeats'
import type { Asked, Filter, Sort } from './order'
import { FILTERS, seats, SORTS } from './order'
import { Tile } from './Tile'

const GAP = 8
const TILE = { width: 228, height: 116 }
const BEYOND_ROWS = 2

export function Tiles() {
  const w = words().roomHost.tiles
  const [asked, setAsked] = useState<Asked>({ sort: 'hand', filter: 'all', group: null, find: '' })
  const { roster, answers, digests } = useCalm()
  const person = useHostView((view) => view.person)
  const shown = useMemo(() => seats(roster, answers, digests, asked), [roster, answers, digests, asked])
  return (
    <div className="host-learners">
      <div className="tiles-side">
        <Choose asked={asked} setAsked={setAsked} shown={shown.length} all={roster.learner.size} />
        <ClearSeats filter={asked.filter} />
        {roster.learner.size === 0 ? (
          <p className="host-empty">{w.nobody}</p>
        ) : shown.length === 0 ? (
          <p className="host-empty">{w.noneSuch}</p>
        ) : (
          <Grid ids={shown.map(({ id }) => id)} hands={new Map(shown.map(({ id, hand }) => [id, hand]))} />
        )}
        <p className="quiet tiles-key">{w.key}</p>
      </div>
      {person !== null && roster.learner.has(person) && <Person key={person} id={person} />}
    </div>
  )
}

function Choose(props: { asked: Asked; setAsked: (asked: Asked) => void; shown: number; all: number }) {
  const w = words().roomHost.tiles
  const { asked, setAsked, shown, all } = props
  const groups = useRoom(({ lead }) => lead.group)
  const set = (change: Partial<Asked>): void => setAsked({ ...asked, ...change })
  return (
    <div className="tiles-choose">
      <label>
        <span className="hidden-visually">{w.find}</span>
        <input
          type="search"
          placeholder={w.find}
          value={asked.find}
          maxLength={40}
          onChange={({ target }) => set({ find: target.value })}
        />
      </label>
      <label>
        <span className="quiet">{w.show}</span>{' '}
        <select value={asked.filter} onChange={({ target }) => set({ filter: target.value as Filter })}>
          {FILTERS.map((filter) => (
            <option key={filter} value={filter}>
              {words().roomHost.filters[filter]}
            </option>
          ))}
        </select>
      </label>
      {groups.size > 0 && (
        <label>
          <span className="quiet">{w.group}</span>{' '}
          <select value={asked.group ?? ''} onChange={({ target }) => set({ group: target.value || null })}>
            <option value="">{w.allGroups}</option>
            {[...groups].map(([id, { name }]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span className="quiet">{w.sort}</span>{' '}
        <select value={asked.sort} onChange={({ target }) => set({ sort: target.value as Sort })}>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {words().roomHost.sorts[sort]}
            </option>
          ))}
        </select>
      </label>
      <span className="spring" />
      <span className="quiet">{w.shown(shown, all)}</span>
    </div>
  )
}

/** Rows of equal tiles; what is scrolled out of sight is not there. */
function Grid({ ids, hands }: { ids: string[]; hands: ReadonlyMap<string, number | null> }) {
  const w = words().roomHost.tiles
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 800, height: 600 })
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(([{ contentRect }]) =>
      setSize({ width: contentRect.width, height: contentRect.height }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const columns = Math.max(1, Math.floor((size.width + GAP) / (TILE.width + GAP)))
  const rows = Math.ceil(ids.length / columns)
  const step = TILE.height + GAP
  const from = Math.max(0, Math.floor(top / step) - BEYOND_ROWS)
  const to = Math.min(rows, Math.ceil((top + size.height) / step) + BEYOND_ROWS)
  return (
    <div
      className="tiles-scroll"
      ref={box}
      role="region"
      aria-label={w.label}
      tabIndex={0}
      onScroll={({ currentTarget }: UIEvent<HTMLDivElement>) => setTop(currentTarget.scrollTop)}
    >
      <ul
        className="tiles"
        style={{
          blockSize: Math.max(0, rows * step - GAP),
          paddingBlockStart: from * step,
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          gridAutoRows: TILE.height,
        }}
      >
        {ids.slice(from * columns, to * columns).map((id, i) => (
          <Tile key={id} id={id} hand={hands.get(id) ?? null} nth={from * columns + i + 1} of={ids.length} />
        ))}
      </ul>
    </div>
  )
}
