/**
 * An answer of the lab, asked again in step with the status, twice a second at most, and at once whenever `key` changes. While
 * the first answer is on its way: undefined; if it could not be had: 'failed'. With `stays`, the last answer stands until
 * the first one to another key is there. While the run plays, a newer answer is shown with the next status: the page renders once for all.
 */
import { useEffect, useState } from 'react'
import type { LabStatus } from '../../../lab/protocol'
import { useLab, useView } from '../../store'

const EVERY_MS = 500

/** An act changes what there is, though no time passes: the fingerprint tells. */
function momentOf(status: LabStatus | null): string {
  return status ? `${status.timeUs} ${status.events} ${status.fingerprint.hex}` : ''
}

export function useAnswer<T>(key: string, ask: () => Promise<T>, stays = false): T | undefined | 'failed' {
  const [answer, setAnswer] = useState<{ key: string; value: T | 'failed' } | null>(null)
  useEffect(() => {
    let current = true
    let busy = false
    let isOld = false
    let askedMs = -Infinity
    let timer = 0
    let first = true
    let unseen: { key: string; value: T | 'failed' } | null = null
    const show = (): void => {
      if (unseen) setAnswer(unseen)
      unseen = null
    }
    const put = (value: T | 'failed'): void => {
      busy = false
      if (!current) return
      unseen = { key, value }
      if (first || !useView.getState().playing) show()
      first = false
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
      ask().then(put, () => put('failed'))
    }
    refresh()
    const stops = [
      useLab.subscribe((lab, before) => {
        if (lab.status !== before.status) show()
        if (momentOf(lab.status) !== momentOf(before.status)) refresh()
      }),
      useView.subscribe(({ playing }) => {
        if (!playing) show()
      }),
    ]
    return () => {
      current = false
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for what `ask` asks
  }, [key])
  return answer && (stays || answer.key === key) ? answer.value : undefined
}
