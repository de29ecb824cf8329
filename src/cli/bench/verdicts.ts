/**
 * Verdicts: operations judged, from a history already read. `kv`: fifty clients without pause over ten keys; `kv-bad`: the same with one
 * illegal read of one key beside enormous legal ones; `logs`: a hundred and two logs of one register each; `lists`: transactions
 * over lists, with all their dependencies.
 */
import { judge, type History, type Value } from '../../checkers'
import type { Make, Program } from './program'
import { keyValueHistory, listAppendHistory, registerHistory } from './recorded'

const LOGS = 102
const CLIENTS = 50
const KEYS = 10

function judging(histories: readonly History[], model: string, valid: boolean): Program {
  let verdicts: (boolean | 'unknown')[] = []
  return {
    run() {
      verdicts = histories.map((history) => judge(history, model).valid)
      return histories.reduce((sum, { length }) => sum + length / 2, 0)
    },
    check: () =>
      verdicts.every((verdict) => verdict === valid) ? null : `judged ${verdicts.join(', ')}, not ${valid}`,
  }
}

/** The history with one more read at its end, of a value that is not there. */
function withBadRead(history: History): History {
  for (const [type, told] of [
    ['invoke', null],
    ['ok', 'nobody wrote this'],
  ] as ['invoke' | 'ok', Value][])
    history.push({ type, process: CLIENTS, f: 'get', value: ['0', told], timeNs: null })
  return history
}

export const verdictWorks: Readonly<Record<string, Make>> = {
  logs: (_n, count) =>
    judging(
      Array.from({ length: LOGS }, (_, seed) => registerHistory(5, Math.ceil(count / LOGS), seed)),
      'cas-register',
      true,
    ),
  kv: (_n, count) => judging([keyValueHistory(CLIENTS, count, KEYS, 1)], 'kv', true),
  'kv-bad': (_n, count) => judging([withBadRead(keyValueHistory(CLIENTS, count, KEYS, 1))], 'kv', false),
  lists: (_n, count) => judging([listAppendHistory(20, count, 1)], 'list-append', true),
}
