/**
 * `reproduce`: published results, case by case, on as many threads as the machine has. Each thread runs this same file; cases
 * that take longest go first, rows come out in the order asked for.
 */
import { availableParallelism } from 'node:os'
import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Worker, parentPort } from 'node:worker_threads'
import type { PlannedCase, ReproductionRow } from '../experiments'
import { planCases, runCase } from '../experiments'
import { parsed, settingsOf } from './usage'

export async function reproduceCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, { set: { type: 'string', multiple: true }, json: { type: 'boolean' } })
  const cases = planCases(positionals, settingsOf(values.set))
  const rows = await runAll(cases, (row) => {
    if (!values.json) stdout.write(inWords(row))
  })
  if (values.json) stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  return rows.every((row) => row.pass) ? 0 : 1
}

/** All rows in the order of their cases; `onRow` gets each as soon as all before it are there. */
async function runAll(
  cases: readonly PlannedCase[],
  onRow: (row: ReproductionRow) => void,
): Promise<ReproductionRow[]> {
  const rows: ReproductionRow[] = []
  const waiting = cases.map((_, i) => i).sort((a, b) => weight(cases[b]) - weight(cases[a]) || a - b)
  let shown = 0
  const lane = async (): Promise<void> => {
    const worker = new Worker(fileURLToPath(import.meta.url))
    try {
      for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
        rows[i] = await answer(worker, cases[i])
        while (shown < cases.length && shown in rows) onRow(rows[shown++])
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(cases.length, availableParallelism()) }, lane))
  return rows
}
function weight({ settings: { trials, customers } }: PlannedCase): number {
  return Number(trials ?? 0) * 10 + Number(customers ?? 0)
}
function answer(worker: Worker, planned: PlannedCase): Promise<ReproductionRow> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (row: ReproductionRow) => {
      worker.off('error', reject)
      resolve(row)
    })
    worker.postMessage(planned)
  })
}

/** What a thread of this file does: one case at a time, until it is ended. */
export function serveCases(): void {
  parentPort?.on('message', (planned: PlannedCase) => {
    const run = runCase(planned)
    let step = run.next()
    while (!step.done) step = run.next()
    parentPort?.postMessage(step.value)
  })
}

function inWords(row: ReproductionRow): string {
  const figures = Object.entries(row.measured).map(([name, value]) => {
    const expected = row.expected?.[name]
    const paper = row.paper?.[name]
    const beside = [
      ...(expected === undefined ? [] : [`expected ${short(expected)}${allowance(row, name)}`]),
      ...(paper === undefined ? [] : [`paper ${short(paper)}`]),
    ]
    return `      ${name.padEnd(16)} ${short(value).padStart(10)}${beside.length > 0 ? `   ${beside.join(', ')}` : ''}`
  })
  return `${row.pass ? 'pass' : 'FAIL'}  ${row.id}  ${row.case}\n${figures.join('\n')}\n`
}
/** ± how much, where a figure need not be met exactly. */
function allowance({ tolerance }: ReproductionRow, name: string): string {
  const allowed = tolerance?.[name] ?? 0
  return allowed === 0 ? '' : ` ± ${short(allowed)}`
}
function short(value: number | string): string {
  if (typeof value === 'string') return value
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
}
