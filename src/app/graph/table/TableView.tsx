/** The cluster as a table that a screen reader walks: every node, and the links that are not as usual, with their verbs. */
import { useEffect, useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { words } from '../../words'
import { latest } from '../paint/latest'
import { LinkTable } from './LinkTable'
import { NodeTable } from './NodeTable'

const EVERY_MS = 1000

export function TableView({ topology }: { topology: Topology }) {
  const [, renew] = useState(0)
  useEffect(() => {
    let shown = -1
    const timer = setInterval(() => {
      if (latest.timeUs !== shown) renew((n) => n + 1)
      shown = latest.timeUs
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="cluster-table" role="region" aria-label={words().graph.table.label} tabIndex={0}>
      <NodeTable topology={topology} />
      <LinkTable topology={topology} />
    </div>
  )
}
