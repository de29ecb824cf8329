/** The messages nearest to the playhead as a list, for those who cannot see the arrows: renewed at most once a second. */
import { useEffect, useState } from 'react'
import { MESSAGE_TYPES } from '../../../cluster/messageTypes'
import type { Topology } from '../../../lab/protocol'
import { useView } from '../../store'
import { words } from '../../words'
import { latest } from '../paint/latest'
import { arrowAt, FATE, nearestTo } from './model'
import type { SpaceTimeScene } from './scene'

const MOST = 20

export function NearestList({ scene, topology }: { scene: SpaceTimeScene; topology: Topology }) {
  const set = useView((view) => view.set)
  const [, renew] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => renew((n) => n + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const w = words().graph.spaceTime
  const data = scene.data
  if (!data) return null
  const near = nearestTo(scene.order, data, latest.timeUs, MOST).map((i) => arrowAt(data, topology, i))
  return (
    <ol className="hidden-visually" aria-label={w.nearest}>
      {near.map((a) => (
        <li key={`${a.id.origin} ${a.id.count} ${a.id.path} ${a.link}`}>
          <button tabIndex={-1} onClick={() => set({ selection: { kind: 'message', message: a.id, link: a.link } })}>
            {w.arrow(
              MESSAGE_TYPES[a.type]?.name ?? '',
              topology.nodes[a.from].id,
              topology.nodes[a.to].id,
              a.sentUs,
              a.fate === FATE.underWay ? NaN : a.endUs - a.sentUs,
              w.fate[a.fate],
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}
