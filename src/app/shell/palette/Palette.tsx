/**
 * The command palette: type what you want, Enter does it. A combobox as ARIA has it: the focus stays in the field, arrows move
 * what Enter would do.
 */
import type { KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { actions } from '../../actions'
import { useLab, useView } from '../../store'
import { words } from '../../words'
import { closePanel, Dialog } from '../Dialog'
import type { Entry } from './entries'
import { clusterEntries, momentAsked, pageEntries } from './entries'
import { ranked } from './rank'
import './palette.css'

const SHOWN = 40
const GROUPS = ['act', 'look', 'time', 'page', 'scenario'] as const

export function Palette() {
  const w = words().shell.palette
  const [query, setQuery] = useState('')
  const view = useView()
  const { opened, status, previous } = useLab.getState()
  const topology = opened?.topology ?? null
  const all = useMemo(() => {
    const scope = { topology, status, previous, view }
    // A page's entry is found by fewer letters than the cluster's many, so it comes first among equals.
    return [...pageEntries(scope), ...clusterEntries(scope, query)]
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as things stood when the palette was opened
  }, [query, topology])
  const found = [...seekEntry(query), ...ranked(all, query)]
  const shown = GROUPS.flatMap((group) => found.slice(0, SHOWN).filter((entry) => entry.group === group))
  const [at, setAt] = useState(0)
  const active = Math.min(at, shown.length - 1)
  const run = (entry: Entry | undefined): void => {
    if (!entry) return
    closePanel()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextOn(event.key, active, shown.length)
    if (next === null && (event.key !== 'Enter' || event.nativeEvent.isComposing)) return
    event.preventDefault()
    if (next === null) run(shown[active])
    else setAt(next)
  }
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, query])
  return (
    <Dialog title={w.title} className="palette">
      <input
        data-first-focus
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `palette-${active}` : undefined}
        aria-label={w.title}
        autoComplete="off"
        spellCheck={false}
        placeholder={w.placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="palette-list" role="listbox" aria-label={w.title} className="palette-list">
        {GROUPS.map((group) => {
          const first = shown.findIndex((entry) => entry.group === group)
          if (first < 0) return null
          return (
            <div key={group} role="group" aria-labelledby={`palette-${group}`}>
              <div id={`palette-${group}`} className="palette-heading" role="presentation">
                {w.groups[group]}
              </div>
              {shown.map(
                (entry, i) =>
                  entry.group === group && (
                    <div
                      key={entry.name}
                      id={`palette-${i}`}
                      role="option"
                      aria-selected={i === active}
                      className="palette-entry"
                      onPointerMove={() => setAt(i)}
                      onClick={() => run(entry)}
                    >
                      {entry.name}
                    </div>
                  ),
              )}
            </div>
          )
        })}
      </div>
      {shown.length === 0 && <p className="palette-none">{w.none}</p>}
      {found.length > SHOWN && <p className="quiet">{w.matches(found.length - SHOWN)}</p>}
    </Dialog>
  )
}

/** Where a key moves to among so many entries, round and round; null for a key that moves nothing. */
function nextOn(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function seekEntry(query: string): Entry[] {
  const atUs = momentAsked(query)
  if (atUs === null) return []
  return [{ group: 'time', name: words().shell.palette.seek(atUs), run: () => void actions().seek(atUs) }]
}
