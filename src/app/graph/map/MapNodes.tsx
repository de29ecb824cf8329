/** The nodes of a map as SVG: drawn once per layout; the painter sets what changes. */
import { memo } from 'react'
import type { Topology } from '../../../lab/protocol'
import { useLab } from '../../store'
import { words } from '../../words'
import type { Box } from './boxes'
import { NODE_DY, spokenName } from './boxes'
import type { MapLayout } from './layout'
import { shapeOf } from './shapes'
import type { ShardState } from './shardState'
import { shardState } from './shardState'

interface Props {
  topology: Topology
  layout: MapLayout
  selected: number
  side: ReadonlySet<number> // boxes chosen for one side of a partition
}

export const MapNodes = memo(function MapNodes({ topology, layout, selected, side }: Props) {
  return (
    <>
      {layout.boxes.map((box, i) => (
        <g
          key={box.key}
          className={`node is-${box.kind} role-${box.role}${side.has(i) ? ' on-side' : ''}`}
          data-box={i}
          data-key={box.key}
          data-drag={box.group}
          role="button"
          tabIndex={-1}
          aria-pressed={i === selected}
          aria-label={words().graph.nodeLabel(spokenName(box), box.role, [], QUIET)}
          transform={`translate(${box.x.toFixed(1)} ${box.y.toFixed(1)})`}
        >
          {box.kind === 'shard' ? <ShardBody topology={topology} box={box} /> : <NodeBody box={box} />}
        </g>
      ))}
    </>
  )
})
const QUIET = {
  utilisation: 0,
  queueDepth: 0,
  waiting: 0,
  deadLetters: 0,
  behindKeys: 0,
  of: 1,
  down: 0,
  office: 0,
  term: 0,
}

function ShardBody({ topology, box }: { topology: Topology; box: Box }) {
  const state = useLab(({ status }) => shardState(status?.shardsNow ?? null, box.shard))
  return (
    <>
      <rect className={`shard-body is-${state}`} x={-box.w / 2} y={-box.h / 2} width={box.w} height={box.h} rx={8} />
      <text className="label shard-name" x={-box.w / 2 + 10} y={-box.h / 2 + 16}>
        {box.label}
      </text>
      <text className="note shard-keys" x={box.w / 2 - 10} y={-box.h / 2 + 16}>
        {shardNote(state, box.shard, topology.keysPerShard)}
      </text>
    </>
  )
}
function shardNote(state: ShardState, shard: number, keys: number): string {
  const w = words().graph
  if (state === 'spare') return w.spareShard
  if (state === 'coming') return w.shardComing
  if (state === 'going') return w.shardGoing
  return state === 'asAtFirst' && keys > 0 ? w.keyRange(shard * keys, (shard + 1) * keys) : ''
}

function NodeBody({ box }: { box: Box }) {
  const small = box.kind === 'replica'
  const shape = shapeOf(box.role, small)
  const many = box.kind === 'group'
  return (
    <>
      <g transform={small ? undefined : `translate(0 ${NODE_DY})`}>
        <circle className="hit" r={small ? 16 : shape.radius + 4} />
        <circle className="ring-track" r={shape.radius} />
        <circle className="ring" r={shape.radius} pathLength={1} strokeDasharray="0 2" transform="rotate(-90)" />
        {many && <path className="behind-body" d={shape.path} transform="translate(5 -5)" />}
        <path className="body" d={shape.path} />
        <path className="hatch" d={shape.path} />
        {box.role === 'queue' && <QueueBars className="queue-bar trough" x={-20} step={5.2} height={20} />}
        {small ? (
          <text className="letter" y={4}>
            {box.label}
          </text>
        ) : (
          <RoleSign role={box.role} />
        )}
        <path className="pause" d={small ? 'M-3-5V5M3-5V5' : 'M-5-8V8M5-8V8'} />
        <path className="cross" d={small ? 'M-7-7 7 7M7-7-7 7' : 'M-12-12 12 12M12-12-12 12'} />
        {!small && box.role !== 'queue' && (
          <QueueBars className="queue-bar beside" x={shape.radius + 6} step={0} height={0} />
        )}
        {small && <text className="badge" y={-19} />}
      </g>
      {!small && <Words box={box} radius={shape.radius} />}
    </>
  )
}

function Words({ box, radius }: { box: Box; radius: number }) {
  const top = NODE_DY + radius + 15
  return (
    <>
      <text className="label" y={top}>
        {clip(box.label)}
        {box.kind === 'group' && <tspan className="times"> {words().graph.times(box.nodes.length)}</tspan>}
      </text>
      <text className="sub" y={top + 15} />
    </>
  )
}
/** Long names keep their end, where instances differ. */
function clip(name: string): string {
  return name.length <= 16 ? name : `${name.slice(0, 9)}…${name.slice(-6)}`
}

/** What a queue holds: bars inside a queue, a short stack beside any other node. */
function QueueBars({ className, x, step, height }: { className: string; x: number; step: number; height: number }) {
  return (
    <g className={className} data-bars="0">
      {BARS.map((i) =>
        step > 0 ? (
          <rect key={i} x={x + i * step} y={-height / 2} width={step - 1.6} height={height} />
        ) : (
          <rect key={i} x={x} y={16 - i * 5} width={7} height={3.4} />
        ),
      )}
    </g>
  )
}
const BARS = [0, 1, 2, 3, 4, 5, 6, 7]

/** A mark inside the larger shapes, one stroke or two: an arrow that parts, a brace, a bolt. */
function RoleSign({ role }: { role: string }) {
  const d = SIGNS[role]
  return d ? <path className="sign" d={d} /> : null
}
const SIGNS: Record<string, string> = {
  clients: 'M-9 0a3 3 0 1 0 .1 0M0 0a3 3 0 1 0 .1 0M9 0a3 3 0 1 0 .1 0',
  balancer: 'M-9 0H-2L7-7M-2 0H9M-2 0 7 7',
  api: 'M-4-7-10 0-4 7M4-7 10 0 4 7',
  server: 'M-9-5H9M-9 1H9M-9 7H3',
  cache: 'M2-10-5 2H5L-2 11',
  autoscaler: 'M0-9V9M-5-4 0-9 5-4M-5 4 0 9 5 4',
  worker: 'M-7 0H7M0-7V7M-5-5 5 5M5-5-5 5',
}
