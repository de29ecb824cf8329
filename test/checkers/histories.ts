/** Short ways to write histories in tests. */
import { History, Operations, type EventType, type Value } from '../../src/checkers'
import type { Conventions } from '../../src/checkers/history/history'
import { checkLinearizability, type Budget } from '../../src/checkers/linearizability/check'
import { LINEARIZABLE_MODELS } from '../../src/checkers/linearizability/models'

export type Row = [process: number, type: EventType, f: string, value?: Value]

export function historyOf(rows: readonly Row[], conventions?: Conventions): History {
  const history = new History(conventions)
  for (const [process, type, f, value = null] of rows) history.push({ process, type, f, value, timeNs: null })
  return history
}

/** One after another, each ok: `[f, asked, told]`. */
export function inTurn(calls: readonly [f: string, asked?: Value, told?: Value][]): History {
  return historyOf(
    calls.flatMap(([f, asked = null, told = asked]): Row[] => [
      [0, 'invoke', f, asked],
      [0, 'ok', f, told],
    ]),
  )
}

export function check(history: History, model: string, budget?: Budget) {
  return checkLinearizability(new Operations(history), LINEARIZABLE_MODELS.get(model)!, budget)
}

/** The code and parameters of what is thrown. */
export function refused(run: () => unknown): { code: string; params: Record<string, string | number> } {
  try {
    run()
  } catch (error) {
    const { code, params } = error as { code: string; params: Record<string, string | number> }
    return { code, params }
  }
  throw new Error('nothing was refused')
}
