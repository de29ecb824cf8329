/** The built worker explains what is built in by its own source, and takes a decision again, confined. */
import type { DecisionRow, DecisionTold, LabRequest } from '../../src/lab/protocol'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { codeOf } from '../policies/applied'
import { openPaused } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

/** Asks a lab of its own, in the page's worker file. */
async function ask(page: Page, requests: LabRequest[]): Promise<unknown[]> {
  const url = page
    .workers()
    .find((worker) => worker.url().includes('worker'))!
    .url()
  return page.evaluate(
    async ([file, asked]) => {
      const worker = new Worker(file, { type: 'module', name: 'lab' })
      const answers: unknown[] = []
      for (const [id, request] of asked.entries())
        answers.push(
          await new Promise((resolve) => {
            worker.onmessage = ({ data }: MessageEvent<{ id?: number; value?: unknown; code?: string }>) => {
              if (data.id === id) resolve(data.code ?? data.value)
            }
            worker.postMessage({ id, request })
          }),
        )
      worker.terminate()
      return answers
    },
    [url, requests] as const,
  )
}

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
  const [, found] = (await ask(page, [open, rows])) as [unknown, DecisionRow[]]
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
  const [, told, taken] = (await ask(page, [
    open,
    { do: 'query', query: { about: 'decision', atUs, events, nth } },
    again,
  ])) as [unknown, DecisionTold, unknown]
  expect(told).toMatchObject({ answer, policy: null, builtIn: 'leastOutstanding' })
  expect(told.returned).toMatchObject({ file: 'leastOutstanding.ts', line: 14 })
  expect(taken).toMatchObject({ outcome: { ok: true, answer: 2 }, logged: ['3'], returned: { line: 3 } })
})
