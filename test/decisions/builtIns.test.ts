/** What is built in, compiled as a policy, runs the very same run: on runs in which it decides, with trouble in them. */
import { it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import type { ContractName } from '../../src/decisions'
import asConfigured from '../../src/decisions/admit/asConfigured.ts?raw'
import proportional from '../../src/decisions/autoscale/proportional.ts?raw'
import asSet from '../../src/decisions/consistency/asSet.ts?raw'
import randomised from '../../src/decisions/electionTimeout/randomised.ts?raw'
import asAsked from '../../src/decisions/quorum/asAsked.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario } from '../../src/scenarios/scenario'
import { shop } from '../scenarios/shop'
import { expectSameRun } from './play'
import { RAFT } from './stores'

const kill: Command = { kind: 'kill', target: { node: 'shard-1a' } }
const eventually: Command = { kind: 'setConsistency', journey: 'dashboard', step: 0, consistency: 'eventual' }
const bounded: Command = {
  kind: 'setConsistency',
  journey: 'checkout',
  step: 1,
  consistency: 'bounded',
  boundUs: 500_000,
}
const TROUBLE: Record<number, Command> = { 500_000: eventually, 700_000: bounded, 1e6: kill }

const RUNS: [string, ContractName, string, Scenario, number, Record<number, Command>][] = [
  ['consistency: as set', 'consistency', asSet, PRESETS.storefront, 3e6, TROUBLE],
  ['quorum: as asked', 'quorum', asAsked, PRESETS.storefront, 3e6, TROUBLE],
  ['quorum: as asked, by services themselves', 'quorum', asAsked, PRESETS['slow-replica'], 3e6, {}],
  ['electionTimeout: randomised', 'electionTimeout', randomised, shop(RAFT), 4e6, { 2e6: kill }],
  ['electionTimeout: randomised, in Spanner', 'electionTimeout', randomised, PRESETS.payments, 2e6, { 1e6: kill }],
  ['admit: as configured', 'admit', asConfigured, PRESETS['overload-shed'], 40e6, {}],
  ['autoscale: proportional', 'autoscale', proportional, PRESETS.autoscale, 100e6, {}],
]

it.each(RUNS)('%s', (_name, contract, text, scenario, forUs, faults) => {
  expectSameRun(scenario, [contract, text], { forUs, faults })
})
