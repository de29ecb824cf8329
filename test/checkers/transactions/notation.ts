/**
 * Transactions in Elle's short notation: `ax1` appends 1 to x, `rx12` reads x as [1 2], `rx` reads nothing; `wx1` writes 1 to a
 * register, which `rx1` then reads; `|` parts transactions. A transaction in round brackets failed, one in square ones is of unknown fate.
 */
import type { History, Value } from '../../../src/checkers'
import { historyOf, type Row } from '../histories'

type Outcome = 'ok' | 'fail' | 'info'
export interface Txn {
  outcome: Outcome
  process: number
  micros: Value[][]
}

const OUTCOMES: Readonly<Record<string, Outcome>> = { '(': 'fail', '[': 'info' }

export function txnsOf(text: string): Txn[] {
  const registers = text.includes('w')
  return text.split('|').map((part, process) => {
    const micros = [...part.matchAll(/([arw])([a-z])(\d*)/g)].map(([, f, key, digits]): Value[] => {
      const list = Array.from(digits, Number)
      if (f === 'r') return ['r', key, list.length === 0 ? null : registers ? list[0] : list]
      return [f === 'a' ? 'append' : 'w', key, list[0]]
    })
    return { outcome: OUTCOMES[part[0]] ?? 'ok', process, micros }
  })
}

const asked = (micros: Value[][]): Value => micros.map(([f, key, value]) => [f, key, f === 'r' ? null : value])

/** All at once: only what they read tells of an order. */
export function atOnce(txns: readonly Txn[]): History {
  return historyOf([
    ...txns.map(({ process, micros }): Row => [process, 'invoke', 'txn', asked(micros)]),
    ...txns.map(({ process, outcome, micros }): Row => [
      process,
      outcome,
      'txn',
      outcome === 'ok' ? micros : asked(micros),
    ]),
  ])
}

/** One after another. */
export function inOrder(txns: readonly Txn[]): History {
  return historyOf(
    txns.flatMap(({ process, outcome, micros }): Row[] => [
      [process, 'invoke', 'txn', asked(micros)],
      [process, outcome, 'txn', outcome === 'ok' ? micros : asked(micros)],
    ]),
  )
}
