/** The panel beside the graph: what was promised and what became of it, and the golden signals of whoever keeps it. */
import { useView } from '../store'
import { words } from '../words'
import { Golden } from './Golden'
import { Objectives } from './Objectives'
import './signals.css'

const TABS = ['objectives', 'signals'] as const

export function Signals() {
  const w = words().signals
  const panel = useView((view) => view.panel)
  const set = useView((view) => view.set)
  return (
    <section className="signals">
      <header>
        <div role="group" aria-label={words().shell.signals}>
          {TABS.map((tab) => (
            <button
              key={tab}
              type="button"
              className="plain"
              aria-pressed={panel === tab}
              onClick={() => set({ panel: tab })}
            >
              {w.tabs[tab]}
            </button>
          ))}
        </div>
        <button type="button" className="plain" aria-label={w.close} onClick={() => set({ panel: 'none' })}>
          ×
        </button>
      </header>
      {panel === 'objectives' ? <Objectives /> : <Golden />}
    </section>
  )
}
