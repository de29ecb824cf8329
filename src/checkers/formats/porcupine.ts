/** The two kinds of recordings in Porcupine's test data (https://github.com/anishathalye/porcupine). */
import { FaultlineError } from '../../kernel'
import { EVENT_TYPES, History, type EventType } from '../history/history'
import type { Value } from '../history/values'
import { END, FormReader } from './formReader'
import { HISTORY_LIMITS } from './limits'

const ETCD = /^INFO\s+jepsen\.util\s+-\s+(\S+)\s+:(\w+)\s+:(\w+)\s+(.*\S)\s*$/
const CAS = /^\[(-?\d+) (-?\d+)\]$/

/**
 * Jepsen's log of etcd: `INFO jepsen.util - PROCESS :TYPE :F VALUE`, the order of lines being time. Lines of others than
 * clients are passed over. Throws history.line { line, text, problem }, history.large.
 */
export function readPorcupineEtcd(text: string): History {
  if (text.length > HISTORY_LIMITS.textCharacters)
    throw new FaultlineError('history.large', { got: text.length, allowed: HISTORY_LIMITS.textCharacters })
  const history = new History('porcupine-etcd')
  let from = 0
  for (let line = 1; from < text.length; line++) {
    const newline = text.indexOf('\n', from)
    const end = newline < 0 ? text.length : newline
    readEtcdLine(history, text.slice(from, end), line)
    from = end + 1
  }
  return history
}

function readEtcdLine(history: History, text: string, line: number): void {
  if (text.trim() === '') return
  const malformed = (problem: string) =>
    new FaultlineError('history.line', { line, text: text.trim().slice(0, 120), problem })
  const parts = ETCD.exec(text)
  if (!parts) throw malformed('unreadable')
  const [, process, type, f, told] = parts
  if (process.startsWith(':')) return
  if (!/^\d{1,9}$/.test(process)) throw malformed('process')
  if (!EVENT_TYPES.includes(type as EventType)) throw malformed('type')
  if (history.length >= HISTORY_LIMITS.events) throw malformed('tooMany')
  const value = etcdValue(told)
  if (value === undefined) throw malformed('value')
  history.push({ type: type as EventType, process: Number(process), f, value, timeNs: null })
}

function etcdValue(text: string): Value | undefined {
  if (text === 'nil' || text.startsWith(':')) return null
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  const cas = CAS.exec(text)
  return cas ? [Number(cas[1]), Number(cas[2])] : undefined
}

/**
 * A key-value store's calls, as EDN maps with `:key` beside `:value`; kept as independent keys, `[key value]`. Throws
 * history.line { line, text, problem }, history.large.
 */
export function readPorcupineKv(text: string): History {
  const history = new History()
  const reader = new FormReader(text, 'edn')
  for (let form = reader.next(); form !== END; form = reader.next()) {
    if (!(form instanceof Map)) throw reader.malformed('notAMap')
    if (history.length >= HISTORY_LIMITS.events) throw reader.malformed('tooMany')
    const [process, type, f, key] = ['process', 'type', 'f', 'key'].map((name) => form.get(name))
    if (typeof process !== 'number' || !Number.isInteger(process) || process < 0) throw reader.malformed('process')
    if (!EVENT_TYPES.includes(type as EventType)) throw reader.malformed('type')
    if (typeof f !== 'string') throw reader.malformed('f')
    if (key === undefined) throw reader.malformed('key')
    history.push({ type: type as EventType, process, f, value: [key, form.get('value') ?? null], timeNs: null })
  }
  return history
}
