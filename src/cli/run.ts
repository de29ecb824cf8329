/** `run`: a scenario from time 0, and what came of it. */
import { stdout } from 'node:process'
import { FaultlineError } from '../kernel'
import type { WholeRun } from '../lab/wholeRun'
import { wholeRun } from '../lab/wholeRun'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import type { ModeName } from '../scenarios/modes'
import { withMode } from '../scenarios/modes/switch'
import { commandsFrom, scenarioAsked } from './files'
import { loadBook } from '../lab/policyWorkshop'
import { durationUsOf, parsed, seedOf } from './usage'

const DEFAULT_US = 60_000_000

export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    seed: { type: 'string' },
    for: { type: 'string' },
    commands: { type: 'string' },
    mode: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length !== 1)
    throw new FaultlineError('usage.one', { command: 'run', what: 'PRESET or FILE', got: positionals.length })
  const { scenario: written, run } = scenarioAsked(positionals[0])
  const scenario = values.mode === undefined ? written : withMode(written, values.mode as ModeName)
  const seed = seedOf(values.seed, run?.seed ?? 1)
  const forUs = durationUsOf(values.for, run?.horizonUs ?? DEFAULT_US)
  const commands =
    values.commands === undefined ? (run?.commands ?? []) : commandsFrom(values.commands, scenario, run?.policies)
  const result = wholeRun(scenario, seed, forUs, commands, await loadBook(run?.policies ?? {}))
  if (result.loop) throw new FaultlineError('run.loop', result.loop)
  const report = { engine: ENGINE_VERSION, scenario: scenario.id, seed, ...result }
  stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report))
  return 0
}

function inWords(run: WholeRun & { scenario: string; seed: number }): string {
  const rows = Object.entries(run.operations.byJourney).map(([journey, o]) => {
    const { p50, p99 } = run.latencyMs.byJourney[journey]
    const ms = (value: number | null) => (value === null ? '-' : `${value.toFixed(1)} ms`)
    return `  ${journey.padEnd(16)} ${String(o.invoked).padStart(8)} asked ${String(o.ok).padStart(8)} ok ${String(o.late).padStart(6)} late ${String(o.failed).padStart(6)} failed ${String(o.unknown).padStart(6)} unknown   p50 ${ms(p50)}, p99 ${ms(p99)}`
  })
  const { reads, stale } = run.staleness
  return `${[
    `${run.scenario}, seed ${run.seed}: ${run.virtualTimeUs / 1e6} s, ${run.events} events`,
    ...rows,
    `  stale reads: ${stale} of ${reads}`,
    `  fingerprint ${run.fingerprint}`,
  ].join('\n')}\n`
}
