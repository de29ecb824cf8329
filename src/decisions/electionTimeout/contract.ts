/** How long a member waits for a leader. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { ElectionTimeoutAnswer, ElectionTimeoutContext } from './types'

export const ELECTION_TIMEOUT: Contract<ElectionTimeoutContext, ElectionTimeoutAnswer> = {
  name: 'electionTimeout',
  code: codeOf('electionTimeout'),
  problemOf: (answer) => wholeProblem(answer, LEAST_US, MOST_US),
  note: (answer) => answer,
}

const LEAST_US = 1_000
const MOST_US = 600_000_000
