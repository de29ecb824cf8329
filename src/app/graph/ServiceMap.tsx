/** Who calls whom, left to right (top to bottom on a tall screen): groups, shards with their replicas, breakers. */
import { useCallback, useEffect, useState } from 'react'
import type { Topology } from '../../lab/protocol'
import { useView } from '../store'
import { words } from '../words'
import { ClusterMap } from './map/ClusterMap'
import type { MapRoom, Positions } from './map/layout'
import { serviceLayout } from './map/layout'
import { dagrePositions, rankedPositions, storedPositions } from './map/positions'
import { movedIn, usePositions } from './positionStore'

export function ServiceMap({ topology }: { topology: Topology }) {
  const openGroups = useView((view) => view.openGroups)
  const moved = usePositions(() => movedIn(topology.scenarioId))
  const positions = useGroupPositions(topology)
  const layoutFor = useCallback(
    (room: MapRoom) => serviceLayout(topology, openGroups, room, positions, moved),
    [topology, openGroups, positions, moved],
  )
  const arranged = Object.keys(moved).length > 0
  return <ClusterMap topology={topology} layoutFor={layoutFor} label={words().graph.map.service} arranged={arranged} />
}

/** The stored layout; without one, ranks at once and dagre's layout as soon as it is there. */
function useGroupPositions(topology: Topology): Positions {
  const [found, setFound] = useState<{ of: Topology; positions: Positions } | null>(null)
  const stored = storedPositions(topology)
  useEffect(() => {
    if (storedPositions(topology)) return
    let wanted = true
    void dagrePositions(topology).then((positions) => wanted && setFound({ of: topology, positions }))
    return () => {
      wanted = false
    }
  }, [topology])
  const [ranked] = useState(() => rankedPositions(topology))
  return stored ?? (found?.of === topology ? found.positions : ranked)
}
