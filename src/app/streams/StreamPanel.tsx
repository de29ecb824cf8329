/**
 * A stream in the inspector: for each consumer group its partitions, each a bar from what is done to the end of the log, with the
 * consumer that has it; and when partitions were shared out anew. The bars repeat what the columns beside them say.
 */
import type { GroupView, PartitionRow } from '../../lab/lineView'
import { actions } from '../actions'
import { NodeLink, moveInTable } from '../pictures/links'
import { Pending } from '../shell/inspector/FieldList'
import { useAnswer } from '../shell/inspector/useAnswer'
import { useLab } from '../store'
import { words } from '../words'
import { colourOf } from './ownerColours'
import './streams.css'

export function StreamPanel({ node }: { node: number }) {
  const w = words().streams
  const view = useAnswer(`stream ${node}`, () => actions().streamView(node))
  if (view === undefined || view === 'failed') return <Pending answer={view} />
  return (
    <section className="stream-panel" aria-label={w.title}>
      {view?.groups.length === 0 && <p className="quiet">{w.nobody}</p>}
      {view?.groups.map((group) => (
        <Group key={group.id} group={group} />
      ))}
      <Rebalances node={node} />
    </section>
  )
}

function Group({ group }: { group: GroupView }) {
  const w = words().streams
  const { id, phase, generation, members, partitions, rebalances, moved } = group
  const longest = Math.max(1, ...partitions.map(({ end, committed }) => end - committed))
  return (
    <>
      <h3>{w.group(id)}</h3>
      <p>
        <b>{w.phase(phase)}</b> <span className="quiet">{w.members(members.length, generation)}</span>
      </p>
      {rebalances > 1 && <p className="quiet">{w.moved(moved, partitions.length)}</p>}
      <div className="partitions" role="region" aria-label={w.partitionsOf(id)} tabIndex={0}>
        <table onKeyDown={moveInTable}>
          <thead>
            <tr>
              <th scope="col">{w.columns.partition}</th>
              <th scope="col">{w.columns.consumer}</th>
              <th scope="col">{w.columns.bar}</th>
              <th scope="col" className="number">
                {w.columns.lag}
              </th>
              <th scope="col" className="number">
                {w.columns.oldest}
              </th>
            </tr>
          </thead>
          <tbody>
            {partitions.map((row) => (
              <Partition key={row.partition} row={row} longest={longest} colour={colourOf(row.owner, members)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{w.legend}</p>
    </>
  )
}

const WIDTH = 96
const HEIGHT = 12

function Partition({ row, longest, colour }: { row: PartitionRow; longest: number; colour: number }) {
  const w = words().streams
  const { partition, owner, committed, given, end, oldestUs } = row
  const x = (offset: number): number => ((offset - committed) / longest) * WIDTH
  return (
    <tr className={owner < 0 ? 'orphaned' : undefined}>
      <th scope="row">{w.partition(partition)}</th>
      <td>
        {owner < 0 ? (
          w.noConsumer
        ) : (
          <>
            <span className="owner" data-colour={colour} aria-hidden="true" />
            <NodeLink node={owner} />
          </>
        )}
      </td>
      <td>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={w.bar(row)}>
          <line className="rest" x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
          <rect className="lag" width={x(end)} y={2} height={HEIGHT - 4} />
          <rect className="given" width={x(given)} y={2} height={HEIGHT - 4} data-colour={colour} />
          <line className="committed" x1={0.5} x2={0.5} y1={0} y2={HEIGHT} />
        </svg>
      </td>
      <td className="number">{w.count(end - committed)}</td>
      <td className="number">{oldestUs > 0 ? w.duration(oldestUs) : ''}</td>
    </tr>
  )
}

/** Newest first, each a way to its moment. */
const SHOWN = 8

function Rebalances({ node }: { node: number }) {
  const w = words().streams
  const id = useLab((lab) => lab.opened?.topology.nodes[node]?.id)
  const happenings = useLab((lab) => lab.status?.happenings)
  const all = (happenings ?? []).filter((h) => h.node === id && h.code === 'rebalanced').reverse()
  if (all.length === 0) return null
  return (
    <>
      <h3>{w.rebalances(all.length)}</h3>
      <ul className="rebalances">
        {all.slice(0, SHOWN).map(({ atUs, from, to }) => (
          <li key={`${atUs} ${to}`}>
            <button
              type="button"
              className="plain"
              aria-label={w.goTo(atUs, from)}
              onClick={() => void actions().seek(atUs)}
            >
              {w.at(atUs)}
            </button>{' '}
            {w.rebalance(from, to)}
          </li>
        ))}
      </ul>
    </>
  )
}
