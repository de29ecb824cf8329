/*
 * Two kinds of failure, never mixed: assert() for our own bugs, on in every build; FaultlineError for what a person can
 * cause (a bad file, a bad link, a bad number). The latter carries a code with parameters; words are the catalogue's.
 */

/** Throws when `condition` is false: the program itself is wrong. The message is for developers. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) fail(message) // short, so that it is compiled into its caller whatever else is
}
function fail(message: string): never {
  throw new Error(`Assertion failed: ${message}`)
}

/** Something a person can cause and correct. `message` equals `code`. */
export class FaultlineError extends Error {
  readonly code: string
  readonly params: Record<string, string | number>

  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code)
    this.name = 'FaultlineError'
    this.code = code
    this.params = params
  }
}
