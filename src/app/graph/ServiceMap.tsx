/** Who calls whom, left to right (top to bottom on a tall screen): groups, shards with their replicas, breakers. */
import { useCallback, useMemo } from 'react'
import type { Topology } from '../../lab/protocol'
import { useView } from '../store'
import { words } from '../words'
import { ClusterMap } from './map/ClusterMap'
import type { MapRoom } from './map/layout'
import { serviceLayout } from './map/layout'
import { rankedPositions, storedPositions } from './map/positions'
import { movedIn, usePositions } from './positionStore'

export function ServiceMap({ topology }: { topology: Topology }) {
  const openGroups = useView((view) => view.openGroups)
  const moved = usePositions(() => movedIn(topology.scenarioId))
  const positions = useMemo(() => storedPositions(topology) ?? rankedPositions(topology), [topology])
  const layoutFor = useCallback(
    (room: MapRoom) => serviceLayout(topology, openGroups, room, positions, moved),
    [topology, openGroups, positions, moved],
  )
  const arranged = Object.keys(moved).length > 0
  return <ClusterMap topology={topology} layoutFor={layoutFor} label={words().graph.map.service} arranged={arranged} />
}
