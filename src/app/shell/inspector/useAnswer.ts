/**
 * An answer of the lab, asked again as time passes (twice a second, in step with the status) and whenever `key` changes.
 * While the first answer is on its way: undefined; if it could not be had: 'failed'.
 */
import { useEffect, useState } from 'react'
import { useLab } from '../../store'

const EVERY_MS = 500

export function useAnswer<T>(key: string, ask: () => Promise<T>): T | undefined | 'failed' {
  const [answer, setAnswer] = useState<{ key: string; value: T | 'failed' } | null>(null)
  useEffect(() => {
    let current = true
    let busy = false
    let askedMs = 0
    const put = (value: T | 'failed'): void => {
      busy = false
      if (current) setAnswer({ key, value })
    }
    const refresh = (): void => {
      if (busy || performance.now() - askedMs < EVERY_MS) return
      busy = true
      askedMs = performance.now()
      ask().then(put, () => put('failed'))
    }
    refresh()
    const stop = useLab.subscribe((lab, before) => {
      if (lab.status?.timeUs !== before.status?.timeUs || lab.status?.events !== before.status?.events) refresh()
    })
    return () => {
      current = false
      stop()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for what `ask` asks
  }, [key])
  return answer?.key === key ? answer.value : undefined
}
