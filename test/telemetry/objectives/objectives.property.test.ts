import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JourneyObjective } from '../../../src/telemetry'
import { alertRulesFor, objectiveStates } from '../../../src/telemetry/objectives'
import { burnRate } from '../../../src/telemetry/slo'
import { JournalBuilder, SHAPE, observed } from '../journalBuilder'

const SECOND = 1_000_000
const PERIOD_US = 4_320 * SECOND
const TENTH_US = 100_000
const OBJECTIVES: JourneyObjective[] = [
  { journey: 0, kind: 'availability', target: 0.99, thresholdUs: 0, periodUs: PERIOD_US },
  { journey: 0, kind: 'latency', target: 0.95, thresholdUs: 3_000, periodUs: PERIOD_US },
  { journey: 1, kind: 'freshness', target: 0.9, thresholdUs: 0, periodUs: 2 * PERIOD_US },
]
const shape = { ...SHAPE, objectives: OBJECTIVES }

/** One ended operation, as a history has it. */
interface Told {
  journey: number
  atUs: number
  ok: boolean
  late: boolean
  tookUs: number
  missed: number
}
/** Stretches of a run: how often operations end, and how many of them badly. */
const stretches = fc.array(
  fc.record({
    lastsS: fc.integer({ min: 1, max: 12 }),
    everyUs: fc.integer({ min: 15_000, max: 400_000 }),
    badOf10: fc.constantFrom(0, 0, 1, 3, 10),
    slowOf10: fc.constantFrom(0, 0, 2, 10),
    staleOf10: fc.constantFrom(0, 0, 5, 10),
  }),
  { minLength: 3, maxLength: 10 },
)
type Stretch = typeof stretches extends fc.Arbitrary<infer T> ? T : never

/** Plays the stretches; after each operation `see` may look. Tells what ended. */
function play(parts: Stretch, j: JournalBuilder, see: () => void): Told[] {
  const told: Told[] = []
  let count = 0
  let version = 0
  let nowUs = 20_000
  for (const { lastsS, everyUs, badOf10, slowOf10, staleOf10 } of parts) {
    for (const untilUs = nowUs + lastsS * SECOND; nowUs < untilUs; nowUs += everyUs) {
      count++
      const ok = count % 10 >= badOf10
      const tookUs = count % 10 < slowOf10 ? 3_001 : 3_000
      const late = ok && count % 7 === 0 && badOf10 > 0
      // A write of journey 0, then a read of journey 1 that may miss it.
      j.at(nowUs).invoke(0, 2 * count, 1, 5)
      j.at(nowUs + tookUs).returns(0, 2 * count, {
        outcome: ok ? 'ok' : 'fail',
        version: ok ? ++version : 0,
        flags: late ? ['late'] : [],
      })
      told.push({ journey: 0, atUs: nowUs + tookUs, ok, late, tookUs, missed: 0 })
      const stale = count % 10 < staleOf10 && version > 1
      j.at(nowUs + 3_100).invoke(0, 2 * count + 1, 2, 5)
      j.at(nowUs + 4_000).returns(0, 2 * count + 1, { version: stale ? version - 1 : version })
      told.push({ journey: 1, atUs: nowUs + 4_000, ok: true, late: false, tookUs: 900, missed: stale ? 1 : 0 })
      see()
    }
  }
  j.at(nowUs + 40 * SECOND)
  see()
  return told
}

function isBad({ kind, thresholdUs }: JourneyObjective, op: Told): boolean | null {
  if (kind === 'availability') return !op.ok || op.late
  if (!op.ok) return null
  return kind === 'latency' ? op.tookUs > thresholdUs : op.missed > 0
}
function inside(told: readonly Told[], objective: JourneyObjective, fromUs: number, toUs: number) {
  const verdicts = told
    .filter((op) => op.journey === objective.journey && op.atUs >= fromUs && op.atUs < toUs)
    .map((op) => isBad(objective, op))
    .filter((bad) => bad !== null)
  return { all: verdicts.length, bad: verdicts.filter(Boolean).length }
}
/** Whether a rule fires at a moment, from the whole history. */
function fires(told: readonly Told[], objective: JourneyObjective, r: number, atUs: number): boolean {
  const rule = alertRulesFor(objective.periodUs)[r]
  return [rule.longUs, rule.shortUs].every((windowUs) => {
    const { all, bad } = inside(told, objective, atUs - windowUs, atUs)
    return burnRate(objective, bad, all) * Math.min(1, atUs / windowUs) >= rule.burn * (1 - 1e-9)
  })
}

describe('alerts of a run', () => {
  it('have the workbook’s windows at the period’s pace: of 72 minutes an hour is six seconds', () => {
    const seconds = alertRulesFor(PERIOD_US).map(({ longUs, shortUs, burn }) => [longUs / 1e6, shortUs / 1e6, burn])
    expect(seconds).toEqual([
      [6, 0.5, 14.4],
      [36, 3, 6],
      [432, 36, 1],
    ])
    for (const { longUs, shortUs } of alertRulesFor(7 * 432 * SECOND + 1)) {
      expect([longUs % TENTH_US, shortUs % TENTH_US, longUs / shortUs]).toEqual([0, 0, 12])
    }
  })

  it('fire and end exactly where recounting the whole history says so', () => {
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(stretches, (parts) => {
        const j = new JournalBuilder()
        const { observation, see } = observed(j, shape)
        const looked: { atUs: number; firing: boolean[][] }[] = []
        let nextUs = SECOND
        const told = play(parts, j, () => {
          for (; nextUs <= j.nowUs; nextUs += SECOND) {
            const present = j.nowUs
            // Only what happened before the moment may be known: the journal is in order of time.
            if (nextUs === present || nextUs + SECOND > present) {
              see()
              const states = objectiveStates(observation.objectives, present)
              const firing = states.map(({ alerts }) => alerts.map(({ firingSinceUs }) => firingSinceUs >= 0))
              looked.push({ atUs: present, firing })
            }
          }
        })
        for (const { atUs, firing } of looked) {
          OBJECTIVES.forEach((objective, o) =>
            alertRulesFor(objective.periodUs).forEach(({ shortUs }, r) => {
              const lookUs = Math.floor(atUs / (shortUs / 5)) * (shortUs / 5)
              seen.add(firing[o][r])
              expect(firing[o][r], `${objective.kind} ${r} at ${lookUs}`).toBe(fires(told, objective, r, lookUs))
            }),
          )
        }
      }),
      { numRuns: 40 },
    )
    expect([...seen].sort()).toEqual([false, true])
  })

  it('know the budget: good and bad operations of the period', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        const j = new JournalBuilder()
        const { observation, see } = observed(j, shape)
        const told = play(parts, j, () => {})
        see()
        objectiveStates(observation.objectives, j.nowUs).forEach(({ all, bad, spent }, o) => {
          const counted = inside(told, OBJECTIVES[o], 0, Infinity)
          expect({ all, bad }).toEqual(counted)
          const rate = burnRate(OBJECTIVES[o], bad, all)
          expect(spent).toBeCloseTo((rate * j.nowUs) / OBJECTIVES[o].periodUs, 9)
        })
      }),
      { numRuns: 20 },
    )
  })

  it('and incidents go on from a copy as if it had never been stopped', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: 400 }), (parts, every) => {
        const chunks: Int32Array[] = []
        const source = new JournalBuilder()
        source.journal.attach((words, records) => chunks.push(words.slice(0, records * 8)))
        let operations = 0
        play(parts, source, () => {
          if (++operations % every === 0) source.journal.flush()
        })
        source.journal.flush()
        const { observation } = observed(new JournalBuilder(), shape)
        let copy = observation.clone()
        for (const words of chunks) {
          observation.fold(words, words.length / 8)
          objectiveStates(observation.objectives, observation.nowUs) // looking changes nothing
          const next = copy.clone()
          next.fold(words, words.length / 8)
          copy.fold(words, words.length / 8) // spoils the older copy on purpose
          copy = next
        }
        expect(copy.clone().objectives).toEqual(observation.clone().objectives)
        expect(objectiveStates(copy.objectives, copy.nowUs)).toEqual(
          objectiveStates(observation.objectives, observation.nowUs),
        )
      }),
      { numRuns: 20 },
    )
  })
})
