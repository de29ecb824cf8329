/** The inside of the store at the playhead, as of a moment ago; null until the first answer is there. */
import type { StoreView } from '../../lab/storeViews/views'
import { actions } from '../actions'
import { useAnswer } from '../shell/inspector/useAnswer'

export function useStoreView(shard: number, logTo: number | null): StoreView | null | 'failed' {
  return useAnswer(`store ${shard} ${logTo}`, () => actions().storeView(shard, logTo), true) ?? null
}
