/** Hostile code that compiles, in the page's worker: whatever it attempts, the run goes on, the page lives, and it is told where it was. */
import type { Compiling, LabRequest } from '../../src/lab/protocol'
import type { Fault } from '../../src/policies/sandbox'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { codeOf } from '../policies/applied'
import { ATTEMPTS } from '../policies/sandbox/attempts'
import { valueOf } from '../policies/sandbox/direct'
import { ENDLESS_BODIES } from '../policies/sandbox/endless'
import { clock, openLab } from './support/lab'
import { ask } from './support/labWorker'
import { expect, test } from './support/test'

const UNTIL_US = 1_500_000
const BODIES = [...ENDLESS_BODIES, ...ATTEMPTS.map(([body]) => body)]
const policyOf = (body: string) => codeOf('balancer', `export default function decide() {\n${body}\n}`)
const open: LabRequest = {
  do: 'open',
  run: { engine: ENGINE_VERSION, scenario: 'storefront', seed: 7, policies: {}, commands: [], horizonUs: 1_000_000 },
}
const asking = (body: string): LabRequest[] => [
  { do: 'compilePolicy', code: policyOf(body) },
  { do: 'setPolicy', contract: 'balancer', code: policyOf(body), reach: {} },
  { do: 'seek', atUs: UNTIL_US },
]

/** What the same code comes to by itself; null: nothing of it fails, and its answer is none. */
function faultOf(body: string): Pick<Fault, 'code' | 'line'> | null {
  const value = valueOf(body)
  return typeof value === 'object' && value !== null && 'code' in value ? (value as Fault) : null
}

test('every attempt of the list, one after another', async ({ page }) => {
  test.slow()
  await openLab(page)
  const before = await clock(page)
  for (const body of BODIES) {
    const [opened, compiled, set, sought] = await ask(page, [open, ...asking(body)])
    expect(opened.status?.policies, body).toEqual([])
    for (const { answer } of [compiled, set])
      expect((answer as { value: Compiling }).value, body).toMatchObject({ ok: true })
    const { timeUs, events, policies } = sought.status!
    expect(timeUs, body).toBe(UNTIL_US)
    expect(events, body).toBeGreaterThan(opened.status!.events)
    const fault = faultOf(body)
    expect(policies, body).toMatchObject([
      {
        ...{ decisions: 0, failures: 20, off: true },
        // An answer that is none was given by the whole of its file.
        lastFault: { file: 'policy.ts', ...(fault ? { code: fault.code, line: fault.line } : { status: 'refused' }) },
      },
    ])
  }
  expect(await clock(page), 'the page went on meanwhile').toBeGreaterThan(before)
})

test('its own worker is as it was: the next run of it is the plain one', async ({ page }) => {
  await openLab(page)
  const run: LabRequest = { do: 'run' }
  const [, plain] = await ask(page, [open, run])
  await ask(
    page,
    BODIES.slice(0, 5).flatMap((body) => [open, ...asking(body)]),
  )
  const [, after] = await ask(page, [open, run])
  expect(after.answer).toMatchObject({ ok: true, value: (plain.answer as { value: unknown }).value })
})
