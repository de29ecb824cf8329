/** Operations: each invocation of a client with its completion. */
import { FaultlineError } from '../../kernel'
import type { History } from './history'
import type { Value } from './values'

export type Outcome = 'ok' | 'fail' | 'info'

export interface Operation {
  process: number
  f: string
  /** As invoked. */
  asked: Value
  /** As completed; null while unknown. */
  told: Value
  outcome: Outcome
  /** Positions in the history; `completed` is −1 where nothing ended it. */
  invoked: number
  completed: number
}

/** Operations in the order of their invocations, by position in the history. */
export class Operations {
  readonly length: number
  private readonly invoked: Int32Array
  private readonly completed: Int32Array

  /**
   * Pairs what is there; an invocation without completion is info. Events of what is no client are passed over. Throws
   * history.overlap { index, process } where a process invokes before its last operation ended, history.completion
   * { index, process } where something ends that nobody invoked.
   */
  constructor(readonly history: History) {
    const open = new Map<number, number>()
    const invoked: number[] = []
    const completed: number[] = []
    for (let position = 0; position < history.length; position++) {
      const process = history.process(position)
      if (process < 0) continue
      const last = open.get(process)
      if (history.type(position) === 'invoke') {
        if (last !== undefined) throw malformed('history.overlap', history, position)
        open.set(process, invoked.push(position) - 1)
        completed.push(-1)
      } else {
        if (last === undefined) throw malformed('history.completion', history, position)
        completed[last] = position
        open.delete(process)
      }
    }
    this.invoked = Int32Array.from(invoked)
    this.completed = Int32Array.from(completed)
    this.length = invoked.length
  }

  at(operation: number): Operation {
    const { history } = this
    const invoked = this.invoked[operation]
    const completed = this.completed[operation]
    const type = completed < 0 ? 'info' : history.type(completed)
    return {
      process: history.process(invoked),
      f: history.f(invoked),
      asked: history.value(invoked),
      told: completed < 0 ? null : history.value(completed),
      outcome: type === 'invoke' ? 'info' : type,
      invoked,
      completed,
    }
  }
}

function malformed(code: string, history: History, position: number): FaultlineError {
  return new FaultlineError(code, { index: history.index(position), process: history.process(position) })
}
