/** The built worker explains what is built in by its own source, and takes a decision again, confined. */
import { readFileSync } from 'node:fs'
import type { DecisionRow, DecisionTold, LabRequest } from '../../src/lab/protocol'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { codeOf, lineOf } from '../policies/applied'
import { openPaused } from './support/lab'
import { values } from './support/labWorker'
import { expect, test } from './support/test'

const SOURCE = readFileSync('src/decisions/balancer/leastOutstanding.ts', 'utf8')
const open: LabRequest = {
  do: 'open',
  run: { engine: ENGINE_VERSION, scenario: 'storefront', seed: 7, policies: {}, commands: [], horizonUs: 2_000_000 },
}
const rows: LabRequest = {
  do: 'query',
  query: { about: 'decisions', fromUs: 0, toUs: 2_000_000, contract: 'balancer', limit: 1 },
}

test('a decision of what is built in is told with the line of its source, and can be taken again', async ({ page }) => {
  await openPaused(page)
  const [, found] = (await values(page, [open, rows])) as [unknown, DecisionRow[]]
  const [{ atUs, events, nth, answer }] = found
  const again: LabRequest = {
    do: 'decideAgain',
    code: codeOf(
      'balancer',
      'export default function two({ instances }) {\n  console.log(instances.length)\n  return 2\n}',
    ),
    context: { instances: [1, 2, 3] },
    state: null,
    draws: [],
  }
  const [told, taken] = (await values(page, [
    { do: 'query', query: { about: 'decision', atUs, events, nth } },
    again,
  ])) as [DecisionTold, unknown]
  expect(told).toMatchObject({ answer, policy: null, builtIn: 'leastOutstanding' })
  expect(told.returned).toMatchObject({ file: 'leastOutstanding.ts', line: lineOf(SOURCE, '  return best') })
  expect(taken).toMatchObject({ outcome: { ok: true, answer: 2 }, logged: ['3'], returned: { line: 3 } })
})
