/**
 * Whether code that was handed in decided. Code that fails is stood in for by what is built in, so that goals may hold though it never
 * decided anything: whoever judges has to know.
 */
import type { Desk, PolicyCodes } from '../../policies'

/** Over all runs that were judged with it. */
export interface OwnCode {
  /** That stood. */
  decisions: number
  failures: number
  runs: number
  /** Of them, those in which what is built in stood in for it: it was off, or failed whenever it was asked. */
  stoodInFor: number
}
export const NO_CODE: OwnCode = { decisions: 0, failures: 0, runs: 0, stoodInFor: 0 }

/** `applied`: who could decide in one more run, at its end. */
export function withRun(before: OwnCode, applied: ReturnType<Desk['inForce']>, own: PolicyCodes): OwnCode {
  const isOwn = ({ code }: { code: string | null }): boolean => code !== null && Object.hasOwn(own, code)
  const mine = applied.filter(isOwn)
  // What was taken back, or replaced in time, is nobody's last word.
  const last = new Map(applied.map((one) => [`${one.contract} ${JSON.stringify(one.reach)}`, one]))
  const stoodInFor = [...last.values()].some(
    (one) => isOwn(one) && (one.off || (one.decisions === 0 && one.failures > 0)),
  )
  return {
    decisions: before.decisions + sumOf(mine.map(({ decisions }) => decisions)),
    failures: before.failures + sumOf(mine.map(({ failures }) => failures)),
    runs: before.runs + 1,
    stoodInFor: before.stoodInFor + (stoodInFor ? 1 : 0),
  }
}
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0)
