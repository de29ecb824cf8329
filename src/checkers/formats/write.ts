/** Histories as text: Jepsen's EDN and JSON, one map a line, and CSV (RFC 4180) for spreadsheets. */
import type { History, HistoryEvent } from '../history/history'
import type { Scalar, Value } from '../history/values'

export function writeJepsenEdn(history: History): string {
  return eachLine(history, ({ index, type, process, f, value, timeNs }) => {
    const time = timeNs === null ? '' : `, :time ${timeNs}`
    const who = typeof process === 'number' ? process : keyword(process)
    return `{:index ${index}${time}, :type :${type}, :process ${who}, :f ${keyword(f)}, :value ${edn(value)}}\n`
  })
}

export function writeJepsenJson(history: History): string {
  return eachLine(history, ({ index, type, process, f, value, timeNs }) => {
    const time = timeNs === null ? '' : `,"time":${timeNs}`
    const [who, what] = [JSON.stringify(process), JSON.stringify(f)]
    return `{"index":${index}${time},"type":"${type}","process":${who},"f":${what},"value":${json(value)}}\n`
  })
}

/** Columns index, time_ns, process, type, f, value (as JSON). */
export function writeCsv(history: History): string {
  const rows = eachLine(history, ({ index, type, process, f, value, timeNs }) =>
    [index, timeNs ?? '', process, type, f, json(value)].map(cell).join(',').concat('\r\n'),
  )
  return `index,time_ns,process,type,f,value\r\n${rows}`
}

function eachLine(history: History, line: (event: HistoryEvent) => string): string {
  const lines: string[] = []
  for (let position = 0; position < history.length; position++) lines.push(line(history.at(position)))
  return lines.join('')
}

/** A name as a keyword where it can be one, else as a string: both are read as the same name. */
const keyword = (name: string): string => (/^[A-Za-z][\w-]*$/.test(name) ? `:${name}` : JSON.stringify(name))

function edn(value: Value): string {
  if (value instanceof Map) return `{${[...value].map(([key, held]) => `${edn(key)} ${edn(held)}`).join(', ')}}`
  if (Array.isArray(value)) return isMicroOp(value) ? microOp(value) : `[${value.map(edn).join(' ')}]`
  return value === null ? 'nil' : JSON.stringify(value)
}

/** `["r", key, value]` of a transaction, whose name Jepsen writes as a keyword. */
const isMicroOp = (value: Value[]): boolean => value.length === 3 && typeof value[0] === 'string'
const microOp = ([name, key, value]: Value[]): string => `[${keyword(name as string)} ${edn(key)} ${edn(value)}]`

function json(value: Value): string {
  if (value instanceof Map) return `{${[...value].map(([key, held]) => `${name(key)}:${json(held)}`).join(',')}}`
  return Array.isArray(value) ? `[${value.map(json).join(',')}]` : JSON.stringify(value)
}
const name = (key: Scalar): string => JSON.stringify(typeof key === 'string' ? key : String(key))

/** Quoted where needed; a text that a spreadsheet would take for a formula is quoted and led by an apostrophe. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}
