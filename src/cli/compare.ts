/**
 * `compare`: a run with a change and without it over many seeds, on as many threads as the machine has. Each thread runs this same
 * file; what it found is the same whatever their number.
 */
import { availableParallelism } from 'node:os'
import { stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Worker, parentPort } from 'node:worker_threads'
import { FaultlineError } from '../kernel'
import { loadBook } from '../lab/policyWorkshop'
import type { Hand } from '../lab/trial/crew'
import { Crew } from '../lab/trial/crew'
import type { SeedRun } from '../lab/trial/seedRun'
import type { TrialAnswer, TrialRequest } from '../lab/trial/serve'
import { trialServer } from '../lab/trial/serve'
import type { FigureSummary, SeedRefused, TrialResult } from '../lab/trial/summary'
import { resultText, summarise } from '../lab/trial/summary'
import type { LeftOut, Trial } from '../lab/trial/trial'
import { SEEDS_MAX, seedsFrom, trialWithout } from '../lab/trial/trial'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import { journeysOf } from '../scenarios/operationClasses'
import type { RunValue } from '../scenarios/run'
import { validateRun } from '../scenarios/savedRun'
import { scenarioOf } from '../scenarios/scenarioOf'
import { commandsFrom, scenarioAsked } from './files'
import { durationUsOf, parsed, seedOf, wholeOf } from './usage'
import { refusal } from './words'

/** After the last command, where no horizon is given. */
const AFTER_US = 30_000_000
const SEEDS = 50
/** What a thread of this file is told, to do this and not a case of `reproduce`. */
export const TRIAL_THREAD = 'trial'

export async function compareCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    for: { type: 'string' },
    commands: { type: 'string' },
    without: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length !== 1)
    throw new FaultlineError('usage.one', { command: 'compare', what: 'PRESET or FILE', got: positionals.length })
  const { scenario, run } = scenarioAsked(positionals[0])
  const commands = values.commands === undefined ? (run?.commands ?? []) : commandsFrom(values.commands, scenario)
  const value: RunValue = validateRun({
    engine: ENGINE_VERSION,
    scenario,
    seed: seedOf(values.seed, run?.seed ?? 1),
    policies: run?.policies ?? {},
    commands,
    horizonUs: durationUsOf(values.for, run?.horizonUs ?? (commands.at(-1)?.atUs ?? 0) + AFTER_US),
  })
  const seeds = seedsFrom(value.seed, wholeOf('seeds', values.seeds, SEEDS, SEEDS_MAX))
  const trial = trialWithout(value, leftOut(values.without, commands.length), seeds, value.horizonUs)
  const result = await play(trial)
  stdout.write(values.json ? resultText(trial, result) : inWords(trial, result))
  for (const seed of result.refused) stderr.write(`faultline: seed ${seed.seed}: ${refusal(seed)}\n`)
  return result.refused.length > 0 ? 1 : 0
}

/** Commands are counted from 1; the newest unless told. */
function leftOut(text: string | undefined, commands: number): LeftOut {
  return text === 'policies' ? text : wholeOf('without', text, Math.max(1, commands), commands) - 1
}

async function play(trial: Trial): Promise<TrialResult> {
  const runs: SeedRun[] = []
  const refused: SeedRefused[] = []
  await new Crew(trial, availableParallelism(), {
    hire: thread,
    found: (run) => runs.push(run),
    refused: (seed) => refused.push(seed),
  }).done
  return summarise(trial, journeysOf(scenarioOf(trial.with)), runs, refused)
}

function thread(): Hand {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: TRIAL_THREAD })
  let die: (why: unknown) => void = () => {}
  worker.on('error', (error) => die(error))
  worker.on('exit', () => die(new Error('the thread ended')))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        die = reject
        worker.once('message', (answer: TrialAnswer) => resolve(answer))
        worker.postMessage(request)
      }),
    dismiss: () => void worker.terminate(),
  }
}

/** What a thread of this file does: one seed at a time, until it is ended. */
export function serveSeeds(): void {
  const serve = trialServer(loadBook)
  parentPort?.on('message', (request: TrialRequest) => {
    void serve(request).then((answer) => parentPort?.postMessage(answer))
  })
}

const TITLES = ['', 'without', 'with', 'difference', '95 % interval', 'rose', 'fell', 'same']

function inWords({ seeds, fromUs, with: { horizonUs } }: Trial, { figures }: TrialResult): string {
  const cells = figures.map((row) => [
    row.journey === null ? row.measure : `${row.journey} ${row.measure}`,
    ...[row.without, row.with, row.difference].map((value) => written(row, value)),
    row.halfWidth === null ? '-' : `± ${written(row, row.halfWidth)}`,
    ...[row.rose, row.fell, row.same].map(String),
  ])
  const widths = TITLES.map((title, c) => Math.max(title.length, ...cells.map((row) => row[c].length)))
  const line = (row: string[]): string =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  ')
  const head = `seeds ${seeds[0]} to ${seeds[seeds.length - 1]}, ${fromUs / 1e6} s to ${horizonUs / 1e6} s`
  return `${[head, ...[TITLES, ...cells].map(line)].join('\n')}\n`
}

const UNITS: Partial<Record<FigureSummary['measure'], string>> = {
  ok: ' %',
  stale: ' %',
  p50: ' ms',
  p95: ' ms',
  p99: ' ms',
  goodput: '/s',
}

function written({ measure }: FigureSummary, value: number | null): string {
  if (value === null) return '-'
  const shown = measure === 'ok' || measure === 'stale' ? value * 100 : value
  return `${shown.toFixed(2)}${UNITS[measure] ?? ''}`
}
