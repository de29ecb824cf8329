/** Histories made for measuring are true, many operations run at once in them, and one false answer in them is found. */
import { expect, test } from 'vitest'
import { Operations, guessModel, judge, type History } from '../../../src/checkers'
import { keyValueHistory, listAppendHistory, registerHistory } from '../../../src/cli/bench/recorded'
import { verdictWorks } from '../../../src/cli/bench/verdicts'

function mostAtOnce(history: History): number {
  let [now, most] = [0, 0]
  for (let position = 0; position < history.length; position++) {
    now += history.type(position) === 'invoke' ? 1 : -1
    most = Math.max(most, now)
  }
  return most
}

test.each<[string, History, string]>([
  ['registers', registerHistory(5, 200, 1), 'register'],
  ['keys', keyValueHistory(50, 1_000, 10, 1), 'kv'],
  ['lists', listAppendHistory(20, 1_000, 1), 'list-append'],
])('%s', (_, history, model) => {
  expect(guessModel(history)).toBe(model)
  expect(judge(history, model).valid).toBe(true)
  expect(mostAtOnce(history)).toBeGreaterThanOrEqual(5)
  expect(new Operations(history).length).toBe(history.length / 2)
})
test.each(Object.entries(verdictWorks))('%s is judged right', async (_, make) => {
  const program = await make(1, 1_020)
  program.run()
  expect(program.check()).toBe(null)
})
