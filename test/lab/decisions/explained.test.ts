/** Decisions explained by replay: which were taken, what went in and came out, the line that returned it; and one taken again. */
import { describe, expect, it } from 'vitest'
import type { Again, DecisionRow, DecisionTold, DecisionsQuestion, RunValue } from '../../../src/lab/protocol'
import leastOutstanding from '../../../src/decisions/balancer/leastOutstanding.ts?raw'
import { policyId } from '../../../src/policies'
import { ENGINE_VERSION } from '../../../src/scenarios/world'
import { applying, codeOf, lineOf } from '../../policies/applied'
import { Desk } from '../desk'

const SECOND = 1_000_000
const LOGGING = codeOf(
  'balancer',
  `import type { BalancerContext } from 'faultline'
export const initial = { asked: 0 }
export default function logging({ instances, randomInt, random }: BalancerContext, state: { asked: number }): number {
  state.asked += 1
  console.log('asked', state.asked)
  if (random() < 0.04) {
    throw new Error('unlucky')
  }
  return randomInt(instances.length)
}
`,
)
const run: RunValue = {
  engine: ENGINE_VERSION,
  scenario: 'storefront',
  seed: 7,
  policies: { [policyId(LOGGING)]: LOGGING },
  commands: [applying(LOGGING, {}, SECOND)],
  horizonUs: 2 * SECOND,
}
async function opened(): Promise<Desk> {
  const desk = new Desk()
  await desk.value({ do: 'open', run })
  return desk
}
const ask = (desk: Desk, asked: Partial<DecisionsQuestion>): Promise<DecisionRow[]> =>
  desk.value({ do: 'query', query: { about: 'decisions', fromUs: 0, toUs: 2 * SECOND, limit: 5_000, ...asked } })
const explain = (desk: Desk, { atUs, events, nth }: DecisionRow): Promise<DecisionTold | null> =>
  desk.value({ do: 'query', query: { about: 'decision', atUs, events, nth } })

describe('decisions of a stretch of time', () => {
  it('are told in order, each once, with who decided', async () => {
    const desk = await opened()
    const before = await desk.value({ do: 'run' })
    const rows = await ask(desk, { contract: 'balancer' })
    expect(new Set(rows.map(({ events, nth }) => `${events} ${nth}`)).size).toBe(rows.length)
    for (const { atUs, policy } of rows) expect(policy?.code).toBe(atUs > SECOND ? policyId(LOGGING) : undefined)
    const ruled = rows.filter(({ policy }) => policy)
    expect(ruled.length).toBeGreaterThan(50)
    expect(desk.status.policies[0].decisions).toBe(ruled.filter(({ fault }) => !fault).length)
    expect(desk.status.policies[0].failures).toBe(ruled.filter(({ fault }) => fault).length)
    expect(await desk.value({ do: 'run' })).toEqual(before)
  })
  it('are those of an operation, of a node, or the first few', async () => {
    const desk = await opened()
    const [first, second] = await ask(desk, { contract: 'balancer', limit: 2 })
    expect(await ask(desk, { operation: first.operation!, contract: 'balancer', limit: 1 })).toEqual([first])
    const there = await ask(desk, { node: second.node, limit: 3 })
    expect(there.map(({ node }) => node)).toEqual([second.node, second.node, second.node])
    expect(await ask(desk, { fromUs: second.atUs, limit: 1, contract: 'balancer' })).toEqual([second])
  })
})

describe("a policy's decision", () => {
  it('is told in full: what went in, what was drawn, what it logged, and the line', async () => {
    const desk = await opened()
    const rows = (await ask(desk, { contract: 'balancer' })).filter(({ policy }) => policy)
    const row = rows.filter(({ fault }) => !fault)[10]
    const told = (await explain(desk, row))!
    expect(told).toMatchObject({ ...row, builtIn: null, returned: { file: 'policy.ts', line: 9 } })
    expect(told.draws).toHaveLength(2)
    expect(told.context).toMatchObject({ nowUs: row.atUs, instances: [{ name: 'api-1' }, {}, {}] })
    const { asked } = told.state as { asked: number }
    expect(told.logged).toEqual([`asked ${asked + 1}`])
    expect(told.steps).toBeGreaterThan(0)
    const unlucky = rows.find(({ fault }) => fault)!
    expect(await explain(desk, unlucky)).toMatchObject({
      returned: null,
      fault: { code: 'threw', params: { message: 'unlucky' }, line: 7 },
    })
  })
  it('is taken again the same, and otherwise where its context is another', async () => {
    const desk = await opened()
    const row = (await ask(desk, { contract: 'balancer' })).filter(({ policy, fault }) => policy && !fault)[10]
    const { context, state, draws } = (await explain(desk, row))!
    const again = (change: object): Promise<Again> =>
      desk.value({ do: 'decideAgain', code: LOGGING, context, state, draws, ...change })
    expect(await again({})).toMatchObject({ outcome: { ok: true, answer: row.answer }, returned: { line: 9 } })
    expect(await again({ context: { ...context, instances: [] } })).toMatchObject({ outcome: { ok: true, answer: 0 } })
    expect(await again({ draws: [0.01] })).toMatchObject({ outcome: { ok: false, fault: { code: 'threw', line: 7 } } })
    expect(await again({ state: null })).toMatchObject({ logged: ['asked 1'] })
    expect(await again({ code: codeOf('balancer', 'export const a = 1') })).toMatchObject({
      problems: [{ code: 'noDefault' }],
    })
  })
  it('is not taken again with what is no plain data', async () => {
    const asked = { do: 'decideAgain', code: LOGGING, context: {}, state: {}, draws: [] }
    const bad = [{ context: 7 }, { context: [] }, { context: { a: () => 0 } }, { state: new Map() }, { draws: [2] }]
    for (const change of bad)
      expect(await new Desk().ask({ ...asked, ...change })).toMatchObject({ ok: false, code: 'request.invalid' })
  })
})

describe('a built-in decision', () => {
  it('is told with the line of its own source', async () => {
    const desk = await opened()
    const [row] = await ask(desk, { contract: 'balancer', limit: 1 })
    const told = (await explain(desk, row))!
    expect(told).toMatchObject({ policy: null, builtIn: 'leastOutstanding', fault: null })
    expect(told.returned).toMatchObject({
      file: 'leastOutstanding.ts',
      line: lineOf(leastOutstanding, '  return best'),
    })
    expect(await explain(desk, { ...row, nth: 7 })).toBeNull()
  })
})
