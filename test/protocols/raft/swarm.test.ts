/**
 * Thousands of random schedules (soup.ts): no invariant falls, and healed there is a leader and progress. Each deliberate bug is
 * found. More schedules, and from another seed on: SEEDS=100000 FROM=4001 npx vitest run --project unit test/protocols/raft/swarm.test.ts
 */
import { expect, it } from 'vitest'
import type { Bug } from '../../../src/protocols/raft'
import { BUGS, BUG_NAMES } from '../../../src/protocols/raft'
import { Soup } from './soup'

const SEEDS = Number(process.env.SEEDS ?? 4_000)
const FROM = Number(process.env.FROM ?? 1)
/** Found by trying seeds from 1 up: the first that shows what the table of bugs says. */
const FINDS: Record<Bug, number> = {
  votesTwice: 1,
  ignoresUpToDate: 2,
  commitsEarlierTermByCounting: 17,
  repliesBeforeDisk: 1088,
  readsWithoutConfirmation: 2,
  skipsLogConsistencyCheck: 9,
  skipsJointConsensus: 3607,
  neverBacksUp: 1,
}

it(`${SEEDS} schedules: nothing falls, and healed everybody agrees and goes on`, () => {
  const sum = { commits: 0, elections: 0, reads: 0, changes: 0 }
  const wrong: string[] = []
  for (let seed = FROM; seed < FROM + SEEDS; seed++) {
    const { violation, stuck, commits, elections, reads, changes } = new Soup(seed).run()
    if (violation ?? stuck) wrong.push(`seed ${seed}: ${JSON.stringify(violation ?? stuck)}`)
    sum.commits += commits
    sum.elections += elections
    sum.reads += reads
    sum.changes += changes
  }
  expect(wrong).toEqual([])
  expect(sum.commits).toBeGreaterThan(8 * SEEDS)
  expect(sum.elections).toBeGreaterThan(2 * SEEDS)
  expect(sum.reads).toBeGreaterThan(5 * SEEDS)
  expect(sum.changes).toBeGreaterThan(SEEDS / 5)
}, 3_600_000)

it.each(BUG_NAMES)('finds %s, by its seed', (bug) => {
  const { violation, stuck } = new Soup(FINDS[bug], { bug }).run()
  if (BUGS[bug].costs === 'liveness') expect([violation, stuck]).toEqual([null, 'progress'])
  else expect(violation?.invariant).toBe(BUGS[bug].costs)
  expect(new Soup(FINDS[bug], { bug }).run()).toEqual(new Soup(FINDS[bug], { bug }).run())
})
