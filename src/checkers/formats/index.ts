/** Histories from text, by format; the format guessed where it is not told. */
import { FaultlineError } from '../../kernel'
import type { History } from '../history/history'
import { readJepsen } from './jepsen'
import { readPorcupineEtcd, readPorcupineKv } from './porcupine'

export { HISTORY_LIMITS } from './limits'
export { writeCsv, writeJepsenEdn, writeJepsenJson } from './write'

const READERS: ReadonlyMap<string, (text: string) => History> = new Map([
  ['porcupine-etcd', readPorcupineEtcd],
  ['porcupine-kv', readPorcupineKv],
  ['jepsen-edn', (text: string) => readJepsen(text, 'edn')],
  ['jepsen-json', (text: string) => readJepsen(text, 'json')],
])

export const FORMATS: readonly string[] = [...READERS.keys()]

/**
 * Throws history.format { got, allowed }, history.line { line, text, problem }, history.large { got, allowed }, history.empty.
 */
export function readHistory(text: string, format: string): History {
  const read = READERS.get(format)
  if (!read) throw new FaultlineError('history.format', { got: format.slice(0, 40), allowed: FORMATS.join(', ') })
  const history = read(text)
  if (history.length === 0) throw new FaultlineError('history.empty')
  return history
}

/** The format that the text's beginning looks like: JSON where nothing speaks for another, so that its reader explains. */
export function guessFormat(text: string): string {
  const head = text.slice(0, 4_000).replace(/^(?:\s|;[^\n]*\n)+/, '')
  if (/^INFO\s/.test(head)) return 'porcupine-etcd'
  if (!/[{(]\s*:/.test(head.slice(0, 400))) return 'jepsen-json'
  return /:key\s/.test(head.split('}', 1)[0]) ? 'porcupine-kv' : 'jepsen-edn'
}
