/** `contrast`: the same scenario, seed and faults under several replication modes, side by side. */
import { stdout } from 'node:process'
import { FaultlineError } from '../kernel'
import type { ContrastRow } from '../lab/contrast'
import { contrastRow } from '../lab/contrast'
import { finish } from '../lab/job'
import type { ModeName } from '../scenarios/modes'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import { MODE_NAMES } from '../scenarios/modes'
import type { RunValue } from '../scenarios/run'
import { commandsFrom, scenarioAsked } from './files'
import { loadBook } from '../lab/policyWorkshop'
import { durationUsOf, parsed, seedOf } from './usage'

const DEFAULT_US = 60_000_000

export async function contrastCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    seed: { type: 'string' },
    for: { type: 'string' },
    commands: { type: 'string' },
    modes: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length !== 1)
    throw new FaultlineError('usage.one', { command: 'contrast', what: 'PRESET or FILE', got: positionals.length })
  const { scenario, run } = scenarioAsked(positionals[0])
  const modes = (values.modes?.split(',') ?? MODE_NAMES) as readonly ModeName[]
  const commands =
    values.commands === undefined ? (run?.commands ?? []) : commandsFrom(values.commands, scenario, run?.policies)
  const forUs = durationUsOf(values.for, run?.horizonUs ?? DEFAULT_US)
  const seed = seedOf(values.seed, run?.seed ?? 1)
  const value: RunValue = {
    engine: ENGINE_VERSION,
    scenario,
    seed,
    policies: run?.policies ?? {},
    commands: [...commands],
    horizonUs: forUs,
  }
  const policies = await loadBook(value.policies)
  const rows = modes.map((mode) => finish(contrastRow({ run: value, mode }, policies)))
  stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : inWords(rows))
  return 0
}

const TITLES = [
  'mode',
  'answered',
  'stale reads',
  'oldest',
  'p50',
  'p99',
  'messages/op',
  'bytes/op',
  'lost',
  'twice',
  'breaches',
]

function inWords(rows: readonly ContrastRow[]): string {
  const ms = (value: number | null): string => (value === null ? '-' : `${value.toFixed(1)} ms`)
  const cells = rows.map(({ mode, run, perOperation }) => [
    mode,
    `${((100 * run.operations.ok) / run.operations.invoked).toFixed(2)} %`,
    run.staleness.ratio === null ? '-' : `${(100 * run.staleness.ratio).toFixed(2)} %`,
    ms(run.staleness.maxUs / 1_000),
    ms(run.latencyMs.p50),
    ms(run.latencyMs.p99),
    perOperation ? perOperation.messages.toFixed(1) : '-',
    perOperation ? perOperation.bytes.toFixed(0) : '-',
    String(run.writesLost),
    String(run.effectsRepeated),
    Object.entries(run.breaches)
      .map(([code, times]) => `${code} ×${times}`)
      .join(' ') || 'none',
  ])
  const widths = TITLES.map((title, c) => Math.max(title.length, ...cells.map((row) => row[c].length)))
  const line = (row: string[]): string => row.map((cell, c) => cell.padEnd(widths[c])).join('  ')
  return `${[TITLES, ...cells].map((row) => line(row).trimEnd()).join('\n')}\n`
}
