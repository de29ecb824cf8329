/**
 * The inside of the store at the playhead, asked again in step with the status, twice a second at most; the last answer stands
 * until the next one is there. Whatever is asked differently is asked at once.
 */
import { useEffect, useState } from 'react'
import type { LabStatus } from '../../lab/protocol'
import type { StoreView } from '../../lab/storeViews/views'
import { actions } from '../actions'
import { useLab } from '../store'

const EVERY_MS = 500

/** An act changes what there is, though no time passes: the fingerprint tells. */
function momentOf(status: LabStatus | null): string {
  return status ? `${status.timeUs} ${status.events} ${status.fingerprint.hex}` : ''
}

export function useStoreView(shard: number, logTo: number | null): StoreView | null | 'failed' {
  const [view, setView] = useState<StoreView | null | 'failed'>(null)
  useEffect(() => {
    let current = true
    let busy = false
    let isOld = false
    let askedMs = -Infinity
    let timer = 0
    const put = (answer: StoreView | 'failed'): void => {
      busy = false
      if (!current) return
      setView(answer)
      if (isOld) refresh()
    }
    const refresh = (): void => {
      isOld = true
      clearTimeout(timer)
      if (busy) return
      const leftMs = askedMs + EVERY_MS - performance.now()
      if (leftMs > 0) {
        timer = window.setTimeout(refresh, leftMs)
        return
      }
      busy = true
      isOld = false
      askedMs = performance.now()
      actions()
        .storeView(shard, logTo)
        .then(put, () => put('failed'))
    }
    refresh()
    const stop = useLab.subscribe((lab, before) => {
      if (momentOf(lab.status) !== momentOf(before.status)) refresh()
    })
    return () => {
      current = false
      clearTimeout(timer)
      stop()
    }
  }, [shard, logTo])
  return view
}
