/** Which view of the one cluster is shown. The table stands under More until it is used or the details are shown. */
import type { MapKind } from '../store'
import { useView } from '../store'
import { words } from '../words'

export function ViewSwitch() {
  const w = words().shell.views
  const map = useView((view) => view.map)
  const more = useView((view) => view.more)
  const set = useView((view) => view.set)
  const kinds: MapKind[] = ['service', 'network', 'spaceTime', ...(more || map === 'table' ? (['table'] as const) : [])]
  return (
    <div className="view-switch" role="group" aria-label={w.label}>
      {kinds.map((kind) => (
        <button
          key={kind}
          className="plain"
          aria-pressed={map === kind}
          title={w.hint[kind]}
          onClick={() => set({ map: kind })}
        >
          {w[kind]}
        </button>
      ))}
    </div>
  )
}
