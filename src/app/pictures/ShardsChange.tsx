/** Adding and removing shards: what is on the way, how far it has come and for whom it waits; and the acts themselves. */
import type { PartitionMap } from '../../lab/storeViews/views'
import { actions } from '../actions'
import { useAdmits } from '../lessonMode'
import { useLab } from '../store'
import { words } from '../words'
import { nodeName } from './links'

export function ShardsChange({ map, shard }: { map: PartitionMap; shard: number }) {
  const w = words().pictures
  const reshards = useLab((lab) => lab.opened?.topology.reshards ?? false)
  const adds = useAdmits('addShard')
  const removes = useAdmits('removeShard')
  if (!reshards) return null
  const { change } = map
  const isBusy = change?.isMoving ?? false
  return (
    <div className="shards-change">
      {change && (
        <p role="status">
          {isBusy
            ? w.map.moves(change.isAdded, w.shardName(change.shard), change.share)
            : w.map.moved(change.isAdded, w.shardName(change.shard), change.share)}
        </p>
      )}
      {change && isBusy && (
        <>
          <progress max={1} value={change.done} aria-label={w.map.handedOver(change.done)} />
          <span className="quiet">{w.map.handedOver(change.done)}</span>
          {change.waitsFor.length > 0 && <p>{w.map.waitsFor(change.waitsFor.map(nodeName).join(', '))}</p>}
        </>
      )}
      {adds && (
        <button
          type="button"
          disabled={isBusy || !map.shards.some(({ isSpare }) => isSpare)}
          onClick={() => void actions().act({ kind: 'addShard' })}
        >
          {w.map.add}
        </button>
      )}{' '}
      {removes && (
        <button
          type="button"
          disabled={isBusy || map.shards[shard].isSpare}
          onClick={() => void actions().act({ kind: 'removeShard', shard })}
        >
          {w.map.remove(w.shardName(shard))}
        </button>
      )}
    </div>
  )
}
