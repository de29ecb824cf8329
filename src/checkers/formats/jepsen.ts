/**
 * Histories as Jepsen writes them, in EDN or JSON: one map an operation, standing free (one a line) or in one vector. As in
 * Elle's, a lone process need not be named, nor that a list is a transaction.
 */
import { EVENT_TYPES, History, type EventType } from '../history/history'
import type { Value } from '../history/values'
import { END, FormReader, type Dialect } from './formReader'
import { HISTORY_LIMITS } from './limits'

const PROCESS_MAX = 0x7fffffff

/** Throws history.line { line, text, problem }, history.large. */
export function readJepsen(text: string, dialect: Dialect): History {
  const history = new History()
  const reader = new FormReader(text, dialect)
  let lastIndex = -1
  reader.enter()
  for (let form = reader.next(); form !== END; form = reader.next()) {
    if (!(form instanceof Map)) throw reader.malformed('notAMap')
    if (history.length >= HISTORY_LIMITS.events) throw reader.malformed('tooMany')
    const type = form.get('type')
    if (!isEventType(type)) throw reader.malformed('type')
    const process = form.get('process') ?? 0
    if (!isProcess(process)) throw reader.malformed('process')
    const f = form.get('f') ?? (Array.isArray(form.get('value')) ? 'txn' : undefined)
    if (typeof f !== 'string' || f === '') throw reader.malformed('f')
    const index = numberOf(form.get('index')) ?? lastIndex + 1
    if (!Number.isSafeInteger(index) || index <= lastIndex) throw reader.malformed('index')
    const timeNs = numberOf(form.get('time'))
    history.push({ index, type, process, f, value: form.get('value') ?? null, timeNs })
    lastIndex = index
  }
  return history
}

const isEventType = (value: Value | undefined): value is EventType => EVENT_TYPES.includes(value as EventType)
const isProcess = (value: Value | undefined): value is number | string =>
  typeof value === 'string' || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= PROCESS_MAX)
const numberOf = (value: Value | undefined): number | null => (typeof value === 'number' && value >= 0 ? value : null)
