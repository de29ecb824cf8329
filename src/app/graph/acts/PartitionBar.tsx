/** Confirms a partition: which nodes are on one side, and what they are split from. */
import { useEffect } from 'react'
import type { Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import { useView } from '../../store'
import { words } from '../../words'
import { targetNameIn } from './names'
import { usePartition } from './partitionStore'
import { nodesOfTarget } from './targets'
import { partitionCommand } from './toolCommand'

export function PartitionBar({ topology }: { topology: Topology }) {
  const { side, clear } = usePartition()
  const w = words().graph.partition
  useEffect(() => clear, [clear])
  const split = (from: 'everything' | 'peers') => () => {
    void actions().act(partitionCommand(topology, side, from))
    clear()
    useView.getState().set({ tool: 'select' })
  }
  const chosen = new Set(side.flatMap((target) => nodesOfTarget(topology, target)))
  const hasPeers = topology.nodes.some(
    (n) =>
      !chosen.has(n.index) &&
      topology.nodes.some((m) => chosen.has(m.index) && m.group === n.group && m.shard === n.shard),
  )
  return (
    <div className="partition-bar" role="group" aria-label={w.bar}>
      <span role="status">
        {side.length === 0 ? w.choose : w.chosen(side.map((target) => targetNameIn(topology, target)))}
      </span>
      {side.length > 0 && (
        <>
          <button className="primary" disabled={chosen.size === topology.nodes.length} onClick={split('everything')}>
            {w.everything}
          </button>
          {hasPeers && (
            <button title={w.peersHint} onClick={split('peers')}>
              {w.peers}
            </button>
          )}
          <button className="plain" onClick={clear}>
            {w.cancel}
          </button>
        </>
      )}
    </div>
  )
}
