/**
 * A log a key in one total order (Maelstrom's and Jepsen's kafka workload): an offset holds one value and a value has one offset;
 * clients that send and poll move forward; what was acknowledged, and lies before what somebody polled, is polled by somebody;
 * what failed is never polled.
 */
import type { Operations } from '../history/operations'
import { Found, type InvariantVerdict } from './anomaly'
import { logHistoryOf, type LogHistory, type LogRecord } from './logRecords'

/** Unknown where nothing was polled. Throws history.function, history.value. */
export function checkTotalOrderQueue(operations: Operations): InvariantVerdict {
  const log = logHistoryOf(operations)
  const found = new Found()
  const logs = logsOf(log, found)
  checkFailed(log, found)
  checkLost(log, found)
  checkSends(log, found)
  checkPolls(log, logs, found)
  return found.verdict(log.polls.length > 0 ? true : 'unknown')
}

/** By key: who first told of each offset. */
type Logs = ReadonlyMap<string, ReadonlyMap<number, LogRecord>>

const told = ({ key, offset, value }: LogRecord) => ({ key, offset, value })

function logsOf({ sends, polls }: LogHistory, found: Found): Logs {
  const logs = new Map<string, Map<number, LogRecord>>()
  const offsets = new Map<string, LogRecord>()
  for (const record of [...sends, ...polls.flat()]) {
    if (record.offset < 0) continue
    const log = logs.get(record.key) ?? new Map<number, LogRecord>()
    logs.set(record.key, log)
    const there = log.get(record.offset)
    const name = `${record.key} ${record.value}`
    const before = offsets.get(name)
    if (there && there.value !== record.value)
      found.add('log.inconsistentOffset', [there.number, record.number], { ...told(record), other: there.value })
    if (before && before.offset !== record.offset)
      found.add('log.duplicate', [before.number, record.number], { ...told(record), other: before.offset })
    if (!there) log.set(record.offset, record)
    if (!before) offsets.set(name, record)
  }
  return logs
}

function checkFailed({ polls, failed }: LogHistory, found: Found): void {
  for (const record of polls.flat()) {
    const sender = failed.get(`${record.key} ${record.value}`)
    if (sender !== undefined) found.add('log.aborted', [sender, record.number], told(record))
  }
}

/** Acknowledged below what somebody polled of that key, and polled by nobody. */
function checkLost({ sends, polls }: LogHistory, found: Found): void {
  const polled = new Set(polls.flat().map(({ key, value }) => `${key} ${value}`))
  const furthest = new Map<string, LogRecord>()
  for (const record of polls.flat())
    if (record.offset > (furthest.get(record.key)?.offset ?? -1)) furthest.set(record.key, record)
  for (const send of sends) {
    const beyond = furthest.get(send.key)
    if (!beyond || polled.has(`${send.key} ${send.value}`)) continue
    if (send.offset >= 0 && send.offset < beyond.offset) found.add('log.lost', [send.number, beyond.number], told(send))
  }
}

/** Each process's sends to a key come to rest behind each other. */
function checkSends({ sends }: LogHistory, found: Found): void {
  const last = new Map<string, LogRecord>()
  for (const send of sends) {
    if (send.offset < 0) continue
    const name = `${send.process} ${send.key}`
    const before = last.get(name)
    if (before && send.offset <= before.offset)
      found.add('log.sendBackwards', [before.number, send.number], { ...told(send), before: before.offset })
    last.set(name, send)
  }
}

/** Each process's polls of a key go on behind the last, and pass nothing over that is known to be there. */
function checkPolls({ polls, assigned }: LogHistory, logs: Logs, found: Found): void {
  const last = new Map<string, LogRecord>()
  const sorted = new Map([...logs].map(([key, log]) => [key, [...log.keys()].sort((a, b) => a - b)]))
  for (const record of polls.flat()) {
    const name = `${record.process} ${record.key}`
    const before = last.get(name)
    last.set(name, record)
    const moved = assigned.get(record.process)?.some((at) => before && at > before.number && at < record.number)
    if (!before || moved) continue
    if (record.offset <= before.offset) {
      found.add('log.pollBackwards', [before.number, record.number], { ...told(record), before: before.offset })
      continue
    }
    const next = firstAbove(sorted.get(record.key) as number[], before.offset)
    if (next >= record.offset) continue
    const passed = logs.get(record.key)?.get(next) as LogRecord
    found.add('log.pollSkip', [before.number, passed.number, record.number], {
      ...told(passed),
      from: before.offset,
      to: record.offset,
    })
  }
}

/** The first offset above; there is one. */
function firstAbove(offsets: readonly number[], than: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (offsets[middle] > than) high = middle
    else low = middle + 1
  }
  return offsets[low]
}
