import { describe, expect, it } from 'vitest'
import type { Command, Consistency } from '../../src/cluster'
import { atTheirTimes } from '../../src/lab/atTheirTimes'
import { wholeRun } from '../../src/lab/wholeRun'
import type { ModeName } from '../../src/scenarios/modes'
import { MODE_NAMES } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { PRESETS } from '../../src/scenarios/presets/all'
import { checkCommand } from '../../src/scenarios/schema/targets'

const { storefront } = PRESETS
const journeys = storefront.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
const dashboard = journeys.findIndex(({ id }) => id === 'dashboard')
const step = journeys[dashboard].steps.findIndex(({ op }) => op === 'read')
const choose = (consistency: Consistency | 'asWritten', boundUs?: number): Command => ({
  kind: 'setConsistency',
  journey: 'dashboard',
  step,
  consistency,
  ...(boundUs === undefined ? {} : { boundUs }),
})
const BOUND_US = 2_000_000
const cutOff: Command = { kind: 'cut', link: { from: { node: 'shard-2a' }, to: { shard: 1 } } }
const played = (scenario: typeof storefront, ...commands: Command[]) =>
  wholeRun(
    scenario,
    7,
    20_000_000,
    atTheirTimes(commands.map((command, i) => ({ atUs: 5_000_000 + i, afterEvents: 0, command }))),
  )

const chosenFromTheStart = (mode: ModeName, choice: Command) =>
  wholeRun(
    withMode(storefront, mode),
    7,
    20_000_000,
    atTheirTimes([
      { atUs: 0, afterEvents: 0, command: choice },
      { atUs: 5_000_000, afterEvents: 0, command: cutOff },
    ]),
  )

describe('the consistency of one operation, chosen while it runs', () => {
  it('primary: with a replica cut off, dashboards from any replica are stale; always the newest, none is', () => {
    const scenario = withMode(storefront, 'primary')
    expect(played(scenario, cutOff, choose('eventual')).staleness.stale).toBeGreaterThan(0)
    expect(played(scenario, cutOff, choose('strong')).staleness.stale).toBe(0)
  })
  it('quorum: a majority of reads helps, but workers that write to one replica alone spoil it', () => {
    const workersWrite = (w: number): typeof storefront => ({
      ...storefront,
      groups: storefront.groups.map((group) => (group.role === 'worker' ? { ...group, w } : group)),
    })
    const stale = (w: number, consistency: Consistency) =>
      played(workersWrite(w), cutOff, choose(consistency)).staleness.stale
    const [eventual, strong] = [stale(1, 'eventual'), stale(1, 'strong')]
    expect(strong).toBeGreaterThan(0)
    expect(strong).toBeLessThan(eventual)
    expect(stale(2, 'strong')).toBe(0)
  })
  it.each(['raft', 'spanner', 'twoPhaseCommit'] as const)('%s: always the newest is never stale', (mode) => {
    expect(chosenFromTheStart(mode, choose('strong')).staleness.stale).toBe(0)
  })
  // Dynamo's sloppy quorums meet no fixed homes: it answers, and says that the age is unknown (protocols/dynamo/levels.ts).
  it.each(MODE_NAMES.filter((mode) => mode !== 'dynamo'))(
    '%s: at most so old is never older, whatever is cut off',
    (mode) => {
      const { staleness, operations } = chosenFromTheStart(mode, choose('bounded', BOUND_US))
      expect(staleness.maxUs).toBeLessThanOrEqual(BOUND_US)
      expect(operations.byJourney.dashboard.ok).toBeGreaterThan(0.5 * operations.byJourney.dashboard.invoked)
    },
  )
  it('goes back to what the scenario says', () => {
    const back = played(storefront, cutOff, choose('strong'), choose('asWritten'))
    expect(back.staleness).toEqual(played(storefront, cutOff).staleness)
  })
  it.each([
    [{ ...choose('strong'), journey: 'heist' } as Command, 'command.journey', 'unknownJourney'],
    [{ ...choose('strong'), step: 7 } as Command, 'command.step', 'notRead'],
    [choose('bounded'), 'command.boundUs', 'boundOfBounded'],
    [choose('strong', 1_000_000), 'command.boundUs', 'boundOfBounded'],
  ])('refuses what names no read, or a bound where none is', (command, field, problem) => {
    expect(() => checkCommand(storefront, command)).toThrow(
      expect.objectContaining({ code: 'run.command', params: expect.objectContaining({ field, problem }) as object }),
    )
  })
})
