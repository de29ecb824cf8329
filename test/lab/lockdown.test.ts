/** The realm of learners' code in the process that plays the run, as in the lab's worker: the engine plays on as before. */
import { beforeAll, describe, expect, it } from 'vitest'
import { FaultlineError } from '../../src/kernel'
import { PolicyWorkshop, sesRealm } from '../../src/lab/policyWorkshop'
import { wholeRun } from '../../src/lab/wholeRun'
import { policyId } from '../../src/policies'
import { MODE_NAMES } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { presetIds } from '../../src/scenarios/presets'
import { PRESETS } from '../../src/scenarios/presets/all'
import { World } from '../../src/scenarios/world'
import golden from '../golden/fingerprints.json'
import { applying, libraryOf } from '../policies/applied'
import { REMEMBERING } from '../policies/remembering'

const SEED = 7
const FOR_US = 5_000_000
const shop = PRESETS.storefront
const commands = [applying(REMEMBERING)]
const codes = { [policyId(REMEMBERING)]: REMEMBERING }
let workshop: PolicyWorkshop
/** Made before the realm is locked down. */
let world: World
let open: string
let unlocked: string[]
/** Every scenario, and the shop in every replication mode. */
function everywhere(): string[] {
  const all = [...presetIds.map((id) => PRESETS[id]), ...MODE_NAMES.map((mode) => withMode(shop, mode))]
  return all.map((scenario) => wholeRun(scenario, SEED, 1_000_000).fingerprint)
}

beforeAll(async () => {
  world = World.build(shop, SEED)
  world.run(FOR_US / 2)
  unlocked = everywhere()
  open = wholeRun(shop, SEED, FOR_US, commands, libraryOf(REMEMBERING)).fingerprint
  workshop = new PolicyWorkshop(await sesRealm(globalThis))
}, 60_000)

describe('in a locked realm', () => {
  it('runs have the fingerprints that they had', () => {
    const { fingerprint } = wholeRun(shop, SEED, 60_000_000)
    expect(fingerprint).toBe(golden.fingerprints.storefront)
    expect(everywhere()).toEqual(unlocked)
  })
  it('a world that was open goes on', () => {
    const fresh = World.build(shop, SEED)
    for (const one of [world, fresh]) one.run(FOR_US)
    expect(world.cluster.journal.fingerprint()).toBe(fresh.cluster.journal.fingerprint())
  })
  it('refusals can still be made and read', () => {
    const error = new FaultlineError('run.invalid', { field: 'x' })
    expect([error.name, error.message, `${error}`]).toEqual([
      'FaultlineError',
      'run.invalid',
      'FaultlineError: run.invalid',
    ])
  })
})

describe('a run that carries code', () => {
  it('is the run that it is where nothing is locked', () => {
    expect(wholeRun(shop, SEED, FOR_US, commands, workshop.bookOf(codes)).fingerprint).toBe(open)
  })
  it('is the same with its code evaluated anew at every checkpoint', () => {
    let current = World.build(shop, SEED, workshop.bookOf(codes))
    current.apply(commands[0].command)
    const straight = World.build(shop, SEED, workshop.bookOf(codes))
    straight.apply(commands[0].command)
    straight.run(FOR_US)
    for (let atUs = 250_000; atUs <= FOR_US; atUs += 250_000) {
      current.run(atUs)
      const state = current.save()
      current = World.build(shop, SEED, workshop.bookOf(codes))
      current.load(state)
    }
    expect(current.cluster.journal.fingerprint()).toBe(straight.cluster.journal.fingerprint())
  })
})
