/**
 * One journal record as a row that people read: names instead of numbers, node and link apart, the rest as `detail`.
 * Details by kind: invoke [class, key, value, session]; return [outcome, cause, flags, attempts, value, version];
 * sent [bytes]; dropped [reason]; queued, started, finished, refused [queue depth, busy workers], abandoned the same and
 * whether it was in service; applied [key, value, version]; node, link [parameter]; state [subject, from, to];
 * caused [origin, origin's count]; call, with its event as the type, [cause, called node, policy].
 */
import type { MessageId } from '../cluster/command'
import {
  CALL_EVENTS,
  KIND,
  KIND_NAMES,
  LINK_CHANGES,
  NODE_CHANGES,
  STATE_CODES,
  STRIDE,
  causeOf,
  joinVersion,
  outcomeOf,
  timeOf,
} from '../cluster/journal'
import { MESSAGE_TYPES, bytesSent } from '../cluster/messageTypes'

export interface RecordRow {
  atUs: number
  kind: string
  node: number // −1: none
  link: number // −1: none
  type: string // message type, change or state code; '' = none
  detail: number[]
  /** The message; of records about an operation's work or fate, the operation, with path 0. */
  id: MessageId | null
}

export function recordRow(words: Int32Array, record: number): RecordRow {
  const at = record * STRIDE
  const kind = words[at] & 255
  const detail = words[at] >>> 8
  const row: RecordRow = {
    atUs: timeOf(words, record),
    kind: KIND_NAMES[kind],
    node: -1,
    link: -1,
    type: '',
    detail: [],
    id: null,
  }
  if (kind >= KIND.SENT && kind <= KIND.HELD) return messageRow(row, words, at, kind, detail)
  if ((kind >= KIND.QUEUED && kind <= KIND.ABANDONED) || kind === KIND.SHED)
    return workRow(row, words, at, kind, detail)
  if (kind === KIND.INVOKE || kind === KIND.RETURN || kind === KIND.CAUSED) {
    return operationRow(row, words, at, kind, detail)
  }
  if (kind === KIND.CALL) return callRow(row, words, at, detail)
  return changeRow(row, words, at, kind, detail)
}

/** Origin and count of the operation that a record belongs to; `found` says whether it belongs to one. */
export function operationOf(words: Int32Array, record: number): { found: boolean; origin: number; count: number } {
  const at = record * STRIDE
  const kind = words[at] & 255
  if (kind === KIND.INVOKE || kind === KIND.RETURN || kind === KIND.CAUSED) {
    return { found: true, origin: words[at + 1], count: words[at + 2] }
  }
  const found = (kind >= KIND.SENT && kind <= KIND.ABANDONED) || kind === KIND.CALL || kind === KIND.SHED
  return { found, origin: words[at + 2], count: words[at + 3] }
}

const typeName = (type: number): string => MESSAGE_TYPES[type]?.name ?? ''

function messageRow(row: RecordRow, words: Int32Array, at: number, kind: number, detail: number): RecordRow {
  row.link = words[at + 1]
  row.type = typeName(detail & 255)
  row.id = { origin: words[at + 2], count: words[at + 3], path: words[at + 4] }
  if (kind === KIND.SENT) row.detail = [bytesSent(words, at)]
  if (kind === KIND.DROPPED) row.detail = [detail >>> 8]
  return row
}

function workRow(row: RecordRow, words: Int32Array, at: number, kind: number, detail: number): RecordRow {
  row.node = words[at + 1]
  row.type = typeName(detail & 255)
  row.id = { origin: words[at + 2], count: words[at + 3], path: 0 }
  row.detail = [words[at + 4], words[at + 5]]
  if (kind === KIND.ABANDONED || kind === KIND.REFUSED || kind === KIND.SHED) row.detail.push(detail >>> 8)
  return row
}

function callRow(row: RecordRow, words: Int32Array, at: number, detail: number): RecordRow {
  row.node = words[at + 1]
  row.type = CALL_EVENTS[detail & 255] ?? ''
  row.id = { origin: words[at + 2], count: words[at + 3], path: 0 }
  row.detail = [detail >>> 8, words[at + 4], words[at + 5]]
  return row
}

function operationRow(row: RecordRow, words: Int32Array, at: number, kind: number, detail: number): RecordRow {
  row.node = words[at + 1]
  row.id = { origin: words[at + 1], count: words[at + 2], path: 0 }
  if (kind === KIND.INVOKE) row.detail = [detail, words[at + 3], words[at + 4], words[at + 5]]
  else if (kind === KIND.CAUSED) row.detail = [words[at + 3], words[at + 4]]
  else {
    const version = joinVersion(words[at + 4], words[at + 5])
    row.detail = [outcomeOf(detail), causeOf(detail), (detail >>> 8) & 255, detail >>> 16, words[at + 3], version]
  }
  return row
}

function changeRow(row: RecordRow, words: Int32Array, at: number, kind: number, detail: number): RecordRow {
  if (kind === KIND.LINK) row.link = words[at + 1]
  else row.node = words[at + 1]
  if (kind === KIND.APPLIED) row.detail = [words[at + 2], words[at + 3], joinVersion(words[at + 4], words[at + 5])]
  else if (kind === KIND.STATE) {
    row.type = STATE_CODES[detail] ?? ''
    row.detail = [words[at + 2], words[at + 3], words[at + 4]]
  } else if (kind !== KIND.SYNCED) {
    row.type = (kind === KIND.NODE ? NODE_CHANGES : LINK_CHANGES)[detail] ?? ''
    row.detail = [words[at + 2]]
  }
  return row
}
