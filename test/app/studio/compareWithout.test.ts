/** The branch without a learner's code is made once, and found again. */
import { expect, test } from 'vitest'
import { branchWithout } from '../../../src/app/studio/compareWithout'
import type { Command } from '../../../src/cluster/command'
import type { BranchInfo } from '../../../src/lab/protocol'

const code: Command = { kind: 'setPolicy', contract: 'balancer', code: 'a', reach: {} }
const kill: Command = { kind: 'kill', target: { node: 'api-1' } }
const passed = [
  { atUs: 1, command: kill },
  { atUs: 5, command: code },
  { atUs: 9, command: { ...kill, target: { node: 'api-2' } } },
]
const branch = (id: number, commands: BranchInfo['commands']): BranchInfo => ({
  ...{ id, parent: null, forkAtUs: 0, endUs: 20, name: null },
  commands,
})
const own = branch(0, passed)

test('none stands there before it was made', () => {
  expect(branchWithout([own], passed, 1)).toBeUndefined()
  expect(branchWithout([own, branch(1, passed.slice(0, 1))], passed, 1)).toBeUndefined()
})
test('it has every other act at its moment, and no further one', () => {
  const made = branch(2, [passed[0], passed[2]])
  expect(branchWithout([own, made], passed, 1)).toBe(made)
  const later = branch(3, [passed[0], { ...passed[2], atUs: 10 }])
  const more = branch(4, [...made.commands, { atUs: 12, command: kill }])
  expect(branchWithout([own, later, more], passed, 1)).toBeUndefined()
})
