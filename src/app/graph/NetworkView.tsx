/** Where everything stands: zones as areas, their hosts inside, every link between them. */
import { useCallback } from 'react'
import type { Topology } from '../../lab/protocol'
import { words } from '../words'
import { ClusterMap } from './map/ClusterMap'
import type { MapRoom } from './map/layout'
import { networkLayout } from './map/layout'

export function NetworkView({ topology }: { topology: Topology }) {
  const layoutFor = useCallback((room: MapRoom) => networkLayout(topology, room), [topology])
  return <ClusterMap topology={topology} layoutFor={layoutFor} label={words().graph.map.network} />
}
