/**
 * What clients sent to and polled from an append-only log a key, as Maelstrom's kafka workload writes it: an operation is a list of
 * `["send", key, value]`, answered by `["send", key, [offset, value]]`, and `["poll"]`, answered by `["poll", {key: [[offset, value] ...]}]`.
 */
import type { Operation, Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import { badValue, unknownFunction } from '../linearizability/model'

export interface LogRecord {
  /** The operation's number. */
  number: number
  process: number
  key: string
  offset: number
  value: string
}

export interface LogHistory {
  /** Acknowledged, in the order of invocation. Of a send whose offset nobody was told, `offset` is −1. */
  sends: LogRecord[]
  /** Each poll's records of a key, in the order in which it gave them. */
  polls: LogRecord[][]
  /** `key value` of sends that surely failed. */
  failed: Map<string, number>
  /** By process: the numbers of the operations at which it was given other keys. */
  assigned: Map<number, number[]>
}

const MODEL = 'total-order-queue'
const CARRY = ['send', 'poll', 'txn']
const ASSIGN = ['assign', 'subscribe']
const OTHER = ['crash', 'debug-topic-partitions', 'commit_offsets', 'list_committed_offsets']

/** Throws history.function, history.value. */
export function logHistoryOf(operations: Operations): LogHistory {
  const log: LogHistory = { sends: [], polls: [], failed: new Map(), assigned: new Map() }
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const { f, process, outcome } = operation
    if (ASSIGN.includes(f)) log.assigned.set(process, [...(log.assigned.get(process) ?? []), number])
    else if (CARRY.includes(f)) {
      if (outcome === 'ok') takeAnswers(operation, number, log)
      else if (outcome === 'fail') noteFailed(operation, number, log)
    } else if (!OTHER.includes(f)) throw unknownFunction(MODEL, operation, [...CARRY, ...ASSIGN].join(', '))
  }
  return log
}

/** JSON writes a key 1 of a map as "1". */
const nameOf = (key: Value): string => (typeof key === 'string' ? key : textOf(key))

function partsOf(operation: Operation, value: Value): Value[][] {
  if (!Array.isArray(value) || !value.every((part) => Array.isArray(part))) throw badValue(MODEL, operation)
  return value
}

function takeAnswers(operation: Operation, number: number, log: LogHistory): void {
  for (const part of partsOf(operation, operation.told)) {
    if (part[0] === 'send') log.sends.push(sent(operation, number, part))
    else if (part[0] === 'poll') log.polls.push(...polled(operation, number, part[1]))
    else throw badValue(MODEL, operation)
  }
}

function sent(operation: Operation, number: number, [, key, told]: Value[]): LogRecord {
  const { process } = operation
  const [offset, value] = Array.isArray(told) && told.length === 2 ? told : [null, told]
  if (offset !== null && typeof offset !== 'number') throw badValue(MODEL, operation)
  return { number, process, key: nameOf(key), offset: offset ?? -1, value: textOf(value) }
}

function polled(operation: Operation, number: number, told: Value | undefined): LogRecord[][] {
  if (told === undefined || told === null) return []
  if (!(told instanceof Map)) throw badValue(MODEL, operation)
  const { process } = operation
  return [...told].map(([key, records]) => {
    if (!Array.isArray(records)) throw badValue(MODEL, operation)
    return records.map((record) => {
      const [offset, value] = Array.isArray(record) ? record : [null, null]
      if (typeof offset !== 'number') throw badValue(MODEL, operation)
      return { number, process, key: nameOf(key), offset, value: textOf(value) }
    })
  })
}

function noteFailed(operation: Operation, number: number, log: LogHistory): void {
  for (const [f, key, value] of partsOf(operation, operation.asked))
    if (f === 'send') log.failed.set(`${nameOf(key)} ${textOf(value)}`, number)
}
