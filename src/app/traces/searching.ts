/**
 * One search among traces, kept up with the run: asked again while the run had not come to the end of what is searched and has gone on
 * since, and where it was given up for something more urgent.
 */
import type { TracesAnswer, TracesQuestion } from '../../lab/protocol'
import { actions } from '../actions'
import { problemOf } from '../shell/labConnection'
import { useLab } from '../store'

/** At most so often. */
const AGAIN_MS = 1000

const endNow = (): number => useLab.getState().status?.endUs ?? 0

/** `hear` is told every answer, null where there is none to be had. Answers how to stop. */
export function keepSearching(asked: TracesQuestion, hear: (found: TracesAnswer | null) => void): () => void {
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let unsubscribe = (): void => {}
  const again = (): void => {
    timer = setTimeout(() => void ask(), AGAIN_MS)
  }
  const onceBeyond = (endUs: number): void => {
    const look = (): void => {
      if (endNow() <= endUs) return
      unsubscribe()
      again()
    }
    unsubscribe = useLab.subscribe(look)
    look()
  }
  const ask = async (): Promise<void> => {
    const endUs = endNow()
    try {
      const found = await actions().traces(asked)
      if (over) return
      hear(found)
      if (!found.isWhole) onceBeyond(endUs)
    } catch (error) {
      if (over) return
      if (problemOf(error).code === 'superseded') again()
      else hear(null)
    }
  }
  void ask()
  return () => {
    over = true
    clearTimeout(timer)
    unsubscribe()
  }
}
