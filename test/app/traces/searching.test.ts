/** A search among traces keeps up with the run: it never says of a stretch that there is nothing because it was asked too soon. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LabActions } from '../../../src/app/actions'
import { provideActions } from '../../../src/app/actions'
import { useLab, useView } from '../../../src/app/store'
import { followRun, searchLately } from '../../../src/app/traces/following'
import { keepSearching } from '../../../src/app/traces/searching'
import { searchTraces, useTraceSearch } from '../../../src/app/traces/traceStore'
import { FaultlineError } from '../../../src/kernel'
import type { TracesAnswer } from '../../../src/lab/protocol'
import { status } from '../shell/fakeStatus'

const asked = { fromUs: 5e6, toUs: 12e6 }
const told = (failed: number, isWhole: boolean) => (): Promise<TracesAnswer> =>
  Promise.resolve({ rows: [], ended: failed, failed, isWhole })
const refused = (code: string) => (): Promise<TracesAnswer> => Promise.reject(new FaultlineError(code))
/** Where time stands, and how far the run is known. */
const standAt = (s: number): void => useLab.setState({ status: status({ timeUs: s * 1e6, endUs: s * 1e6 }) })

let answers: (() => Promise<TracesAnswer>)[] = []
const traces = vi.fn(() => answers.shift()!())

beforeEach(() => {
  vi.useFakeTimers()
  traces.mockClear()
  provideActions({ traces } as unknown as LabActions)
  standAt(6)
})
afterEach(() => {
  vi.useRealTimers()
})

test('asks again once the run has gone on, until it has come to the end of what is searched', async () => {
  answers = [told(0, false), told(3, false), told(8, true)]
  const heard: number[] = []
  const stop = keepSearching(asked, (found) => heard.push(found!.failed))
  await vi.runAllTimersAsync()
  expect(heard).toEqual([0]) // the run has not gone on
  standAt(9)
  await vi.runAllTimersAsync()
  standAt(16)
  await vi.runAllTimersAsync()
  standAt(20)
  await vi.runAllTimersAsync()
  expect(heard).toEqual([0, 3, 8])
  stop()
})

test('asks again where the run went on while it was being answered', async () => {
  answers = [
    () => {
      standAt(9)
      return told(0, false)()
    },
    told(3, true),
  ]
  const heard: number[] = []
  keepSearching(asked, (found) => heard.push(found!.failed))
  await vi.runAllTimersAsync()
  expect(heard).toEqual([0, 3])
})

test('asks again where something more urgent overtook it; whatever else goes wrong is told', async () => {
  answers = [refused('superseded'), refused('unexpected')]
  const heard: (TracesAnswer | null)[] = []
  keepSearching(asked, (found) => heard.push(found))
  await vi.runAllTimersAsync()
  expect(traces).toHaveBeenCalledTimes(2)
  expect(heard).toEqual([null])
})

test('a search that was ended is heard no more', async () => {
  answers = [told(1, false)]
  const heard: unknown[] = []
  keepSearching(asked, (found) => heard.push(found))()
  standAt(9)
  await vi.runAllTimersAsync()
  expect(heard).toEqual([])
})

test('what happened lately grows with the run once time rests; going back takes nothing out of sight', () => {
  const stretch = (): number[] => {
    const { fromUs, toUs } = useTraceSearch.getState().asked!
    return [fromUs, toUs]
  }
  useView.getState().set({ playing: false })
  searchTraces({ kept: 'failed' })
  const stop = followRun()
  expect(stretch()).toEqual([0, 6e6 + 1])
  useView.getState().set({ playing: true })
  standAt(30)
  expect(stretch()).toEqual([0, 6e6 + 1])
  useView.getState().set({ playing: false })
  expect(stretch()).toEqual([10e6, 30e6 + 1])
  standAt(8)
  expect(stretch()).toEqual([10e6, 30e6 + 1])
  searchLately(useTraceSearch.getState().asked!, 5e6)
  standAt(31)
  expect(stretch()).toEqual([26e6, 31e6 + 1])
  expect(useTraceSearch.getState().asked!.kept).toBe('failed')
  searchTraces({ fromUs: 1e6, toUs: 2e6 }) // a chart's point stays what it is
  standAt(40)
  expect(stretch()).toEqual([1e6, 2e6])
  stop()
})
