/** The teacher's screen, private: what is so now, the plan with its next step, and a part for each thing to do. */
import type { ComponentType, KeyboardEvent } from 'react'
import { Activity, useEffect, useRef } from 'react'
import { words } from '../../words'
import { followCalmly } from '../calm'
import { useCheckpointKeeper } from './checkpointKeeper'
import { Faults } from './Faults'
import { Give } from './Give'
import { Head } from './Head'
import { TABS, useHostView } from './hostStore'
import type { Tab } from './hostStore'
import { Now } from './Now'
import { OwnLab } from './OwnLab'
import { Plan } from './plan/Plan'
import { ScreenChoice } from './ScreenChoice'
import { Shared } from './Shared'
import { Tiles } from './tiles/Tiles'
import { useTold } from './useTold'
import { Votes } from './Votes'
import './host.css'

const PARTS: Record<Tab, ComponentType> = {
  learners: Tiles,
  give: Give,
  votes: Votes,
  faults: Faults,
  shared: Shared,
  screen: ScreenChoice,
  lab: OwnLab,
}

export function HostRoom() {
  const w = words().roomHost
  const tab = useHostView((view) => view.tab)
  const trouble = useHostView((view) => view.trouble)
  useEffect(followCalmly, [])
  useTold()
  useCheckpointKeeper()
  return (
    <div className="host">
      <Head />
      {trouble && (
        <p className="host-trouble" role="alert">
          {trouble}{' '}
          <button className="plain" onClick={() => useHostView.setState({ trouble: null })}>
            {words().shell.close}
          </button>
        </p>
      )}
      <div className="host-body">
        <Plan />
        <main className="host-main" aria-label={w.main}>
          <Now />
          <section aria-label={w.tablist}>
            <Tabs />
          </section>
          {TABS.map((one) => (
            <TabPart key={one} tab={one} open={one === tab} />
          ))}
        </main>
      </div>
    </div>
  )
}

/** What was typed in a part is there when one comes back. The lab is one for the whole page, and rests while it is out of sight. */
function TabPart({ tab, open }: { tab: Tab; open: boolean }) {
  const Part = PARTS[tab]
  if (tab === 'lab' && !open) return null
  return (
    <Activity mode={open ? 'visible' : 'hidden'}>
      <div className="host-part" role="tabpanel" id={`host-part-${tab}`} aria-labelledby={`host-tab-${tab}`}>
        <Part />
      </div>
    </Activity>
  )
}

function Tabs() {
  const w = words().roomHost
  const tab = useHostView((view) => view.tab)
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const to = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]
    useHostView.setState({ tab: to })
    list.current?.querySelector<HTMLElement>(`#host-tab-${to}`)?.focus()
  }
  return (
    <div className="host-tabs" role="tablist" aria-label={w.tablist} ref={list} onKeyDown={onKeyDown}>
      {TABS.map((one) => (
        <button
          key={one}
          id={`host-tab-${one}`}
          role="tab"
          className="plain"
          aria-selected={one === tab}
          aria-controls={one === tab ? `host-part-${one}` : undefined}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => useHostView.setState({ tab: one })}
        >
          {w.tabs[one]}
        </button>
      ))}
    </div>
  )
}
