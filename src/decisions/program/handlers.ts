/** The program that runs where a learner has written none. */
import * as primaryBackup from './primaryBackup'
import type { HandlerName } from './names'
import type { Message, Replica } from './types'

type Handlers = {
  [name in HandlerName]?: (replica: Replica, state: never, subject: Message & string) => void
}

/** Runs a handler of the built-in program; `state` is changed in place. */
export function runBuiltIn(name: HandlerName, replica: Replica, state: unknown, subject: unknown): void {
  const handlers: Handlers = primaryBackup
  handlers[name]?.(replica, state as never, subject as never)
}
export const builtInInitial: unknown = primaryBackup.initial
