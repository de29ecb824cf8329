/** Whose keys are whose: the ring, or the key space as a bar, with hot keys as dots; and each shard's load as a table. */
import type { HotKey, PartitionMap } from '../../lab/storeViews/views'
import { useView } from '../store'
import { words } from '../words'
import { usePictures } from './pictureStore'
import { ShardsChange } from './ShardsChange'

const RADIUS = 92
const THICK = 26
const ROUND = 2 * Math.PI
const BAR = { width: 360, height: 28, top: 22 }

export function MapPicture({ map, shard }: { map: PartitionMap; shard: number }) {
  const w = words().pictures.map
  return (
    <>
      <p>{w.scheme(map.scheme)}</p>
      {map.arcs && (map.scheme === 'ring' ? <Ring map={map} shard={shard} /> : <Bar map={map} shard={shard} />)}
      <p className="caption">
        {map.arcs ? w.caption(map.counted) : w.captionPlain(map.counted)}
        {map.moving && ` ${w.movingCaption}`}
      </p>
      <ShardsChange map={map} shard={shard} />
      <LoadTable map={map} shard={shard} />
      {map.skew !== null && <p className="quiet">{w.skew(map.skew)}</p>}
      <HotKeys title={w.hot} keys={map.hot} />
      {map.hotHere.length > 0 && <HotKeys title={w.hotOf(words().pictures.shardName(shard))} keys={map.hotHere} />}
    </>
  )
}

function choose(shard: number): void {
  usePictures.setState({ shard })
  useView.getState().set({ selection: { kind: 'shard', shard } })
}

/** What is drawn says no more than the table below it, which is what is read out. */
function Ring({ map, shard }: { map: PartitionMap; shard: number }) {
  const most = Math.max(1, ...map.hot.map(({ asked }) => asked))
  return (
    <svg className="ring" viewBox="-120 -120 240 240" aria-hidden="true">
      <circle className="others" r={RADIUS} strokeWidth={THICK} />
      <path className="own" d={pathOf(map.arcs!.filter((arc) => arc.shard === shard))} strokeWidth={THICK} />
      {map.moving && <path className="moving" d={pathOf(map.moving)} strokeWidth={THICK / 2} />}
      {map.arcs!.length < 120 && <path className="bounds" d={boundsOf(map.arcs!)} />}
      {map.hot.map(({ key, place, asked }) => {
        const [x, y] = onCircle(place!, RADIUS + THICK / 2 + 6)
        return <circle key={key} className="hot" cx={x} cy={y} r={2 + (3 * asked) / most} />
      })}
      <text>{words().pictures.shardName(shard)}</text>
    </svg>
  )
}
function onCircle(share: number, radius: number): [number, number] {
  return [radius * Math.sin(share * ROUND), -radius * Math.cos(share * ROUND)]
}
function pathOf(arcs: { from: number; to: number }[]): string {
  return arcs
    .map(({ from, to }) => {
      const end = Math.min(to, from + 0.9999)
      const wide = end - from > 0.5 ? 1 : 0
      return `M${pointAt(from, RADIUS)} A${RADIUS},${RADIUS} 0 ${wide} 1 ${pointAt(end, RADIUS)}`
    })
    .join('')
}
function boundsOf(arcs: { from: number }[]): string {
  const inner = RADIUS - THICK / 2
  return arcs.map(({ from }) => `M${pointAt(from, inner)} L${pointAt(from, inner + THICK)}`).join('')
}
function pointAt(share: number, radius: number): string {
  return onCircle(share, radius)
    .map((value) => value.toFixed(2))
    .join()
}

function Bar({ map, shard }: { map: PartitionMap; shard: number }) {
  const w = words().pictures
  const most = Math.max(1, ...map.hot.map(({ asked }) => asked))
  return (
    <svg className="key-bar" viewBox={`0 0 ${BAR.width} ${BAR.top + BAR.height}`} aria-hidden="true">
      {map.arcs!.map(({ from, to, shard: owner }) => (
        <g key={from} onClick={() => choose(owner)} className={owner === shard ? 'own' : 'others'}>
          <rect x={from * BAR.width} y={BAR.top} width={(to - from) * BAR.width} height={BAR.height} />
          {(to - from) * BAR.width > 50 && (
            <text x={((from + to) / 2) * BAR.width} y={BAR.top + BAR.height / 2 + 4}>
              {w.shardName(owner)}
            </text>
          )}
        </g>
      ))}
      {map.moving?.map(({ from, to }) => (
        <rect
          key={from}
          className="moving"
          x={from * BAR.width}
          y={BAR.top + BAR.height - 8}
          width={(to - from) * BAR.width}
          height={8}
        />
      ))}
      {map.hot.map(({ key, place, asked }) => (
        <circle key={key} className="hot" cx={place! * BAR.width} cy={BAR.top - 8} r={2 + (3 * asked) / most} />
      ))}
    </svg>
  )
}

function LoadTable({ map, shard }: { map: PartitionMap; shard: number }) {
  const w = words().pictures
  const { columns, share, work } = w.map
  return (
    <table className="loads">
      <thead>
        <tr>
          <th scope="col">{columns.shard}</th>
          <th scope="col">{columns.owned}</th>
          <th scope="col">{columns.asked}</th>
          <th scope="col">{columns.work}</th>
        </tr>
      </thead>
      <tbody>
        {map.shards.map(({ owned, asked, perSecond, isSpare }, s) => (
          <tr key={s} className={s === shard ? 'chosen' : undefined}>
            <th scope="row">
              <button type="button" className="plain" aria-pressed={s === shard} onClick={() => choose(s)}>
                {w.shardName(s)}
              </button>
            </th>
            <td title={isSpare ? w.map.spareHint : undefined}>{isSpare ? w.map.spare : share(owned)}</td>
            <td>
              <span className="load" style={{ inlineSize: `${(40 * asked) / Math.max(1, map.counted)}%` }} />
              {share(asked / Math.max(1, map.counted))}
            </td>
            <td>{work(perSecond)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HotKeys({ title, keys }: { title: string; keys: readonly HotKey[] }) {
  const w = words().pictures
  return (
    <>
      <h3>{title}</h3>
      {keys.length === 0 && <p className="quiet">{w.map.noHot}</p>}
      <ul className="hot-keys">
        {keys.map(({ key, shard, asked }) => (
          <li key={key}>
            {w.map.hotKey(key, asked)}
            <span className="quiet">{w.shardName(shard)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
