/** The command palette: type what you want, Enter does it. */
import { Command } from 'cmdk'
import { useEffect, useMemo, useState } from 'react'
import { actions } from '../../actions'
import { useLab, useView } from '../../store'
import { words } from '../../words'
import { closePanel, Dialog } from '../Dialog'
import type { Entry } from './entries'
import { clusterEntries, momentAsked, pageEntries } from './entries'
import { ranked } from './rank'
import { forgetTyped, typedEarly } from './typedEarly'
import './palette.css'

const SHOWN = 40
const GROUPS = ['act', 'look', 'time', 'page', 'scenario'] as const

export function Palette() {
  const w = words().palette
  const [query, setQuery] = useState(typedEarly)
  useEffect(() => forgetTyped, [])
  const view = useView()
  const { opened, status, previous } = useLab.getState()
  const topology = opened?.topology ?? null
  const all = useMemo(() => {
    const scope = { topology, scenario: opened?.scenario ?? null, status, previous, view }
    // A page's entry is found by fewer letters than the cluster's many, so it comes first among equals.
    return [...pageEntries(scope), ...clusterEntries(scope, query)]
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as things stood when the palette was opened
  }, [query, topology])
  const found = [...seekEntry(query), ...ranked(all, query)]
  const shown = found.slice(0, SHOWN)
  const run = (entry: Entry): void => {
    closePanel()
    entry.run()
  }
  return (
    <Dialog title={w.title} className="palette">
      <Command shouldFilter={false} label={w.title} loop>
        <Command.Input
          data-first-focus
          value={query}
          onValueChange={setQuery}
          placeholder={w.placeholder}
          aria-label={w.title}
        />
        <Command.List>
          {shown.length === 0 && <Command.Empty>{w.none}</Command.Empty>}
          {GROUPS.map((group) => {
            const entries = shown.filter((entry) => entry.group === group)
            return (
              entries.length > 0 && (
                <Command.Group key={group} heading={w.groups[group]}>
                  {entries.map((entry) => (
                    <Command.Item key={entry.name} value={entry.name} onSelect={() => run(entry)}>
                      {entry.name}
                    </Command.Item>
                  ))}
                </Command.Group>
              )
            )
          })}
        </Command.List>
      </Command>
      {found.length > SHOWN && <p className="quiet">{w.matches(found.length - SHOWN)}</p>}
    </Dialog>
  )
}

function seekEntry(query: string): Entry[] {
  const atUs = momentAsked(query)
  if (atUs === null) return []
  return [{ group: 'time', name: words().palette.seek(atUs), run: () => void actions().seek(atUs) }]
}
