/** `bench`: the works asked for, or all of them, as a table or as JSON. */
import { stderr, stdout } from 'node:process'
import { FaultlineError } from '../../kernel'
import { parsed } from '../usage'
import type { BenchRow } from './bench'
import { bench } from './bench'
import { WORKS } from './works'

export function benchCommand(args: readonly string[]): number {
  const { values, positionals } = parsed(args, { json: { type: 'boolean' } })
  const known = Object.keys(WORKS)
  const unknown = positionals.find((work) => !known.includes(work))
  if (unknown !== undefined) throw new FaultlineError('usage.work', { got: unknown, allowed: known.join(', ') })
  const rows: BenchRow[] = []
  const began = (round: number, rounds: number): unknown => stderr.write(`round ${round} of ${rounds}\n`)
  for (const row of bench(positionals.length > 0 ? positionals : known, began)) {
    rows.push(row)
    if (!values.json) stdout.write(line(row, rows))
  }
  if (values.json) stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  const wrong = rows.filter((row) => row.problem)
  for (const { work, peer, problem } of wrong) stderr.write(`faultline: ${work} by ${peer}: ${problem}\n`)
  return wrong.length > 0 ? 1 : 0
}

/** A peer's line also says our share of it. */
function line(row: BenchRow, rows: readonly BenchRow[]): string {
  const ours = rows.find(({ work, n, peer }) => work === row.work && n === row.n && peer === 'faultline')
  const share = ours && ours !== row ? `   faultline: ${(ours.perSecond / row.perSecond).toFixed(2)} of it` : ''
  const waited = row.seconds === undefined ? '' : `   ${row.seconds.toFixed(2)} s (goal: ${row.goalSeconds} s)`
  const rate = `${(row.perSecond / 1e3).toFixed(0)} k/s`
  return `${row.work}  n = ${String(row.n).padEnd(6)} ${row.peer.padEnd(14)} ${rate.padStart(11)}${share}${waited}\n`
}
