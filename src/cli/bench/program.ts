/**
 * One benchmark program: a piece of work that is set up, run under the clock, and then asked whether what it computed is
 * right. Every simulator under comparison gets the same work.
 */
export interface Program {
  /** What is counted: events, customers, operations, requests. */
  run(): number
  /** Null where the result is right; else what is wrong with it. */
  check(): string | null
}
/** `n` is the size of the work (see works.ts), `count` how much of it to do. */
export type Make = (n: number, count: number) => Program | Promise<Program>

/** A check of a mean or share against what theory or a longer run says. */
export function near(what: string, measured: number, expected: number, relative: number): string | null {
  if (Math.abs(measured - expected) <= relative * expected) return null
  return `${what} is ${measured}, not ${expected} ± ${relative * 100} %`
}
