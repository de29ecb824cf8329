/** Names of groups and zones on a map: a group's opens and closes it, a zone's selects it. */
import { memo } from 'react'
import type { Topology } from '../../../lab/protocol'
import { useView } from '../../store'
import { words } from '../../words'
import { toggled } from './boxes'
import type { MapLayout } from './layout'

interface Props {
  topology: Topology
  layout: MapLayout
}

export const MapAreas = memo(function MapAreas({ topology, layout }: Props) {
  const w = words().graph
  return (
    <>
      {layout.areas.map((area) => {
        const group = topology.groups.find((g) => g.id === area.id)
        const zone = area.kind === 'zone'
        const toggle = (): void => {
          const view = useView.getState()
          if (group) view.set({ openGroups: toggled(group, view.openGroups) })
        }
        const label = zone ? w.zone(area.id) : area.open ? w.close(area.id) : w.open(area.id)
        return (
          <g
            key={area.key}
            className={`area is-${area.kind}`}
            data-area={area.key}
            data-key={area.key}
            data-drag={zone ? undefined : area.id}
            role="button"
            tabIndex={-1}
            aria-label={label}
            onClick={zone ? undefined : toggle}
            transform={`translate(${(zone ? area.x : area.x + area.w / 2).toFixed(1)} ${area.y.toFixed(1)})`}
          >
            <title>{label}</title>
            {zone ? (
              <rect className="zone-ground" width={area.w} height={area.h} rx={10} />
            ) : (
              <rect className="area-hit" x={-60} y={-6} width={120} height={26} />
            )}
            <text className="area-name" x={zone ? 14 : 0} y={zone ? 22 : 11}>
              {zone ? w.zone(area.id) : area.open ? area.id : ''}
              {!zone && area.open && <tspan className="times"> {w.times(area.count)}</tspan>}
              {!zone && <tspan className="fold"> {area.open ? '−' : '+'}</tspan>}
            </text>
          </g>
        )
      })}
    </>
  )
})
