/** The chosen view of the one cluster: service map, network, space-time or table. Only the first is loaded at once. */
import { lazy, Suspense } from 'react'
import { useLab, useView } from '../store'
import { words } from '../words'
import './graph.css'
import { ServiceMap } from './ServiceMap'

const NetworkView = lazy(() => import('./NetworkView').then((m) => ({ default: m.NetworkView })))
const SpaceTime = lazy(() => import('./spaceTime/SpaceTime').then((m) => ({ default: m.SpaceTime })))
const TableView = lazy(() => import('./table/TableView').then((m) => ({ default: m.TableView })))

export function Graph() {
  const map = useView((view) => view.map)
  const topology = useLab((lab) => lab.opened?.topology)
  if (!topology) return <Waiting />
  const View = { service: ServiceMap, network: NetworkView, spaceTime: SpaceTime, table: TableView }[map]
  return (
    <Suspense fallback={<Waiting />}>
      <View key={topology.scenarioId} topology={topology} />
    </Suspense>
  )
}

function Waiting() {
  return (
    <div className="map">
      <p className="map-empty">{words().graph.map.loading}</p>
    </div>
  )
}
