/** The log of what clients saw, of one branch: written once, the same again on replay, shared with forks. */
import { describe, expect, test } from 'vitest'
import { OPERATION_LOG_STRIDE, OperationLog } from '../../src/telemetry'

const row = (i: number, mark = 0): Int32Array => {
  const words = new Int32Array(OPERATION_LOG_STRIDE)
  words[1] = mark
  words[6] = i * 10
  return words
}
function logOf(rows: number, rowsMax = 100_000): OperationLog {
  const log = new OperationLog(rowsMax)
  for (let i = 0; i < rows; i++) log.put(i, row(i), i * 10)
  return log
}
const times = (log: OperationLog): number[] =>
  Array.from(log.slice(0, log.rows)).filter((_, i) => i % OPERATION_LOG_STRIDE === 6)

describe('the operation log', () => {
  test('a replay writes the same again; places beyond the next are passed over', () => {
    const log = logOf(5_000)
    for (let i = 100; i < 5_000; i++) log.put(i, row(i), i * 10)
    log.put(6_000, row(6_000), 60_000)
    expect([log.rows, log.rewrites]).toEqual([5_000, 0])
    expect(times(log)).toEqual(Array.from({ length: 5_000 }, (_, i) => i * 10))
  })
  test('where a replay says otherwise, what followed is forgotten', () => {
    const log = logOf(5_000)
    log.put(4_096, row(4_096, 1), 40_960)
    expect([log.rows, log.rewrites]).toEqual([4_097, 1])
  })
  test('a fork knows what had happened by then, and neither writes into the other', () => {
    const log = logOf(9_000)
    const fork = log.fork(50_000)
    expect(fork.rows).toBe(5_001)
    fork.put(5_000, row(5_000, 7), 50_000)
    fork.put(5_001, row(5_001, 7), 50_010)
    fork.put(100, row(100, 7), 1_000)
    expect(times(log)).toHaveLength(9_000)
    expect(log.slice(0, 9_000).filter((word) => word === 7)).toHaveLength(0)
    expect(fork.rows).toBe(101)
  })
  test('a slice is a copy of what is asked for, across chunks', () => {
    const log = logOf(9_000)
    const slice = log.slice(4_000, 200)
    expect(slice).toHaveLength(200 * OPERATION_LOG_STRIDE)
    expect(slice[6]).toBe(40_000)
    expect(slice[199 * OPERATION_LOG_STRIDE + 6]).toBe(41_990)
  })
  test('beyond its room it says from when on it does not know', () => {
    const log = logOf(120, 100)
    expect([log.rows, log.fullUs]).toEqual([100, 1_000])
    expect(log.fork(500).fullUs).toBe(Infinity)
  })
})
