import { describe, expect, test } from 'vitest'
import { branchLanes } from '../../../src/app/charts/branchLanes'
import { faultBands } from '../../../src/lab/faultBands'
import { LatestSeek } from '../../../src/app/charts/latestSeek'
import { tickStepUs, ticksUs, timelineExtentUs } from '../../../src/app/charts/timelineScale'
import type { BranchInfo } from '../../../src/lab/protocol'
import { fakeStatus, topology } from './fakeRun'

describe('the extent', () => {
  test('grows by round steps and leaves room beyond the end', () => {
    expect([0.5, 30, 54, 56, 100, 4000].map((s) => timelineExtentUs(s * 1e6) / 1e6)).toEqual([1, 60, 60, 90, 120, 7200])
  })
  test('has no upper limit', () => {
    const week = 7 * 86400e6
    expect(timelineExtentUs(week)).toBeGreaterThan(week)
  })
})

test('time marks keep their distance from milliseconds to hours', () => {
  for (const spanUs of [1e3, 200e3, 1e6, 60e6, 600e6, 86400e6]) {
    const stepUs = tickStepUs(spanUs, 1000, 90)
    expect((stepUs / spanUs) * 1000).toBeGreaterThanOrEqual(90)
    expect(ticksUs(0, spanUs, stepUs).length).toBeGreaterThanOrEqual(3)
  }
})

const branch = (id: number, parent: number | null, forkS = 0, name: string | null = null): BranchInfo => ({
  id,
  parent,
  forkAtUs: forkS * 1e6,
  endUs: 60e6,
  name,
  commands: [],
})

describe('lanes', () => {
  test('the trunk comes first, a fork below its parent', () => {
    const branches = [branch(0, null), branch(1, 0, 20), branch(2, 1, 30), branch(3, 0, 40)]
    const { lanes } = branchLanes({ branches, active: 0, compare: null }, true)
    expect(lanes.map(({ branch, lane, parentLane }) => [branch.id, lane, parentLane])).toEqual([
      [0, 0, -1],
      [3, 1, 0],
      [1, 2, 0],
      [2, 3, 2],
    ])
  })
  test('old unnamed branches fold; named, shown and compared ones stay, with their parents', () => {
    const branches = [
      branch(0, null),
      branch(1, 0),
      branch(2, 1),
      branch(3, 0),
      branch(4, 0, 5, 'kept'),
      branch(5, 0),
      branch(6, 0),
    ]
    const { lanes, folded } = branchLanes({ branches, active: 2, compare: null }, false)
    expect(lanes.map((lane) => lane.branch.id).sort()).toEqual([0, 1, 2, 4, 5, 6])
    expect(folded).toBe(1)
  })
})

test('a status with forks is drawn whole: every lane within the extent, every fault on its own branch', () => {
  const status = fakeStatus(75e6, true, 3)
  const { lanes, folded } = branchLanes(status, false)
  expect([lanes.length, folded]).toEqual([4, 0])
  const extentUs = timelineExtentUs(Math.max(...status.branches.map((b) => b.endUs)))
  for (const { branch } of lanes) expect(branch.endUs).toBeLessThan(extentUs)
  const faults = lanes.map(({ branch }) => faultBands(branch.commands, topology).map((band) => band.command.kind))
  expect(faults.filter((kinds) => kinds.length > 0).sort()).toEqual([['isolate'], ['kill']])
})

test('while one seek is under way only the newest wish is kept', async () => {
  const sought: number[] = []
  const releases: (() => void)[] = []
  const seek = new LatestSeek((atUs) => {
    sought.push(atUs)
    return new Promise((resolve) => releases.push(resolve))
  })
  seek.to(1)
  seek.to(2)
  seek.to(3)
  expect(sought).toEqual([1])
  releases[0]()
  await Promise.resolve()
  await Promise.resolve()
  expect(sought).toEqual([1, 3])
})
