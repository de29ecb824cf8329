/** `sim --seed N`: one case of the swarm test again, with everything that its seed drew and a link to watch it. */
import { stdout } from 'node:process'
import { checkCase, drawCase } from '../experiments/swarm'
import type { CaseReport, SwarmCase } from '../experiments/swarm'
import { FaultlineError } from '../kernel'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import { encodeLink } from '../scenarios/link'
import type { SavedRun } from '../scenarios/run'
import { parsed, seedOf } from './usage'

const SITE = 'http://localhost:4173/'

export function simCommand(args: readonly string[]): number {
  const { values, positionals } = parsed(args, { seed: { type: 'string' }, json: { type: 'boolean' } })
  if (positionals.length > 0 || values.seed === undefined)
    throw new FaultlineError('usage.one', { command: 'sim', what: '--seed N', got: positionals.length })
  const drawn = drawCase(seedOf(values.seed, 0))
  if (!values.json) stdout.write(`${drawn.options.map(([name, value]) => `${name} = ${value}`).join('\n')}\n\n`)
  const report = checkCase(drawn)
  const link = linkOf(drawn, report)
  stdout.write(values.json ? `${JSON.stringify({ ...drawn, ...report, link }, null, 2)}\n` : inWords(report, link))
  return report.failures.length > 0 ? 1 : 0
}

function linkOf({ scenario, seed, horizonUs }: SwarmCase, report: CaseReport): string {
  const { commands, fingerprint: hex, virtualTimeUs: atUs, events } = report
  const run = { engine: ENGINE_VERSION, scenario, seed, policies: {}, commands, horizonUs }
  const saved: SavedRun = { run, fingerprint: { hex, atUs, events } }
  return `${SITE}#/lab?run=${encodeLink(saved)}`
}

function inWords(report: CaseReport, link: string): string {
  const { virtualTimeUs, events, fingerprint, drainedAfterUs, failures } = report
  return `${[
    `${virtualTimeUs / 1e6} s, ${events} events, fingerprint ${fingerprint}`,
    ...(drainedAfterUs === null ? [] : [`drained ${drainedAfterUs / 1e6} s after healing`]),
    ...(failures.length === 0 ? ['all holds'] : failures.map(({ code, what }) => `FAILS: ${code}: ${what}`)),
    `open it (after npm start): ${link}`,
  ].join('\n')}\n`
}
