/** `export`: the history that a run's clients saw, for other checkers and for `check`; or its traces and metrics, for other tools. */
import { stdout } from 'node:process'
import { writeCsv, writeJepsenEdn, writeJepsenJson, type History } from '../checkers'
import { FaultlineError } from '../kernel'
import { INSTRUMENT_FORMATS } from '../lab/instrumentFormats'
import { instrumentsText } from '../lab/instruments'
import { recordedRun } from '../lab/judging/recordedRun'
import type { ModeName } from '../scenarios/modes'
import { withMode } from '../scenarios/modes/switch'
import { commandsFrom, scenarioAsked } from './files'
import { loadBook } from '../lab/policyWorkshop'
import { durationUsOf, parsed, seedOf } from './usage'

const DEFAULT_US = 60_000_000

const WRITERS: ReadonlyMap<string, (history: History) => string> = new Map([
  ['jepsen-edn', writeJepsenEdn],
  ['jepsen-json', writeJepsenJson],
  ['csv', writeCsv],
])

export async function exportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    format: { type: 'string' },
    journey: { type: 'string' },
    mode: { type: 'string' },
    seed: { type: 'string' },
    for: { type: 'string' },
    commands: { type: 'string' },
  })
  if (positionals.length !== 1)
    throw new FaultlineError('usage.one', { command: 'export', what: 'PRESET or FILE', got: positionals.length })
  const format = values.format ?? 'jepsen-edn'
  const write = WRITERS.get(format)
  const instruments = INSTRUMENT_FORMATS.find((name) => name === format)
  if (!write && !instruments) {
    const allowed = [...WRITERS.keys(), ...INSTRUMENT_FORMATS].join(', ')
    throw new FaultlineError('history.format', { got: format.slice(0, 40), allowed })
  }
  if (instruments && values.journey !== undefined) throw new FaultlineError('usage.journey', { format })
  const { scenario: written, run } = scenarioAsked(positionals[0])
  const scenario = values.mode === undefined ? written : withMode(written, values.mode as ModeName)
  const seed = seedOf(values.seed, run?.seed ?? 1)
  const forUs = durationUsOf(values.for, run?.horizonUs ?? DEFAULT_US)
  const commands =
    values.commands === undefined ? (run?.commands ?? []) : commandsFrom(values.commands, scenario, run?.policies)
  const policies = await loadBook(run?.policies ?? {})
  if (instruments) stdout.write(instrumentsText({ scenario, seed, forUs, commands, policies }, instruments))
  if (write) stdout.write(write(recordedRun(scenario, seed, forUs, commands, values.journey ?? null, policies)))
  return 0
}
