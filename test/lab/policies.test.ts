/** Learners' code in an open lab: asked about, applied as an act, carried by the run, refused with its place. */
import { describe, expect, it } from 'vitest'
import type { Compiling, LabRequest, RunValue, Session } from '../../src/lab/protocol'
import type { PolicyCode } from '../../src/policies'
import { policyId } from '../../src/policies'
import { ENGINE_VERSION } from '../../src/scenarios/world'
import { applying, codeOf } from '../policies/applied'
import { Desk } from './desk'

const SECOND = 1_000_000
const FIRST = codeOf('balancer', 'export default function first(): number { return 0 }')
const THROWS = codeOf('balancer', "export default function no(): number {\n  throw new Error('no')\n}")
const NO_CODE = codeOf('balancer', 'export default function (): number {\n  return fetch()\n}')
const shop: RunValue = {
  engine: ENGINE_VERSION,
  scenario: 'storefront',
  seed: 7,
  policies: {},
  commands: [],
  horizonUs: SECOND,
}
const carrying = (code: PolicyCode): RunValue => ({
  ...shop,
  policies: { [policyId(code)]: code },
  commands: [applying(code)],
})
const set = (code: PolicyCode | null): LabRequest => ({ do: 'setPolicy', contract: 'balancer', code, reach: {} })

async function open(run = shop): Promise<Desk> {
  const desk = new Desk()
  await desk.value({ do: 'open', run })
  return desk
}

describe('code that is only asked about', () => {
  it('is compiled with nothing open', async () => {
    const answer = await new Desk().value<Compiling>({ do: 'compilePolicy', code: FIRST })
    expect(answer).toEqual({ ok: true, id: policyId(FIRST), exports: ['default'] })
  })
  it('is answered with its problems', async () => {
    const answer = await new Desk().value<Compiling>({ do: 'compilePolicy', code: NO_CODE })
    expect(answer).toMatchObject({ ok: false, problems: [{ code: 'wayOut', file: 'policy.ts', line: 2, column: 10 }] })
  })
})

describe('code that is applied', () => {
  it('is an act: it decides from now on, is taken back by undo, and is seen beside the run without it', async () => {
    const desk = await open()
    expect(await desk.value(set(FIRST))).toMatchObject({ ok: true, id: policyId(FIRST) })
    await desk.tick(SECOND)
    await desk.value({ do: 'seek', atUs: 2 * SECOND })
    const [policy] = desk.status.policies
    expect(policy).toMatchObject({ code: policyId(FIRST), failures: 0, off: false, lastFault: null })
    expect(policy.decisions).toBeGreaterThan(50)
    expect(desk.status).toMatchObject({ compareIsShadow: true, canUndo: { kind: 'setPolicy' } })
    await desk.value({ do: 'undo' })
    expect(desk.status.policies).toEqual([])
    await desk.value({ do: 'redo' })
    await desk.value(set(null))
    expect(desk.status.policies).toMatchObject([{ code: policyId(FIRST) }, { code: null }])
  })
  it('forks where it lands in the past', async () => {
    const desk = await open()
    await desk.value({ do: 'seek', atUs: SECOND / 2 })
    await desk.value(set(FIRST))
    expect(desk.status.branches).toHaveLength(2)
  })
  it('changes nothing where it does not compile', async () => {
    const desk = await open()
    expect(await desk.value(set(NO_CODE))).toMatchObject({ ok: false, problems: [{ code: 'wayOut' }] })
    expect(desk.status.policies).toEqual([])
    expect((await desk.value<{ run: RunValue }>({ do: 'run' })).run.commands).toEqual([])
  })
  it('tells its latest failure, with place and time', async () => {
    const desk = await open(carrying(THROWS))
    const [{ failures, off, lastFault }] = desk.status.policies
    expect({ failures, off }).toEqual({ failures: 20, off: true })
    expect(lastFault).toMatchObject({ status: 'threw', code: 'threw', params: { message: 'no' }, line: 2 })
    expect(lastFault?.atUs).toBeGreaterThan(0)
  })
  it('is refused where it is for another decision, and a command that names code nobody gave', async () => {
    const desk = await open()
    expect(await desk.ask({ do: 'setPolicy', contract: 'retry', code: FIRST, reach: {} })).toMatchObject({
      ok: false,
      params: { problem: 'otherContract' },
    })
    expect(await desk.ask({ do: 'command', command: applying(FIRST).command })).toMatchObject({
      code: 'policy.unknown',
    })
    for (const code of [7, {}, { ...FIRST, entry: '__proto__' }, { ...FIRST, files: {} }])
      expect(await desk.ask({ do: 'compilePolicy', code })).toMatchObject({ ok: false, code: 'request.invalid' })
  })
})

describe('a run that carries code', () => {
  it('is the same again from its value and from its session', async () => {
    const desk = await open()
    await desk.value(set(FIRST))
    await desk.value({ do: 'seek', atUs: 2 * SECOND })
    const { run, fingerprint } = await desk.value<{ run: RunValue; fingerprint: unknown }>({ do: 'run' })
    expect(Object.keys(run.policies)).toEqual([policyId(FIRST)])
    const other = new Desk()
    expect(await other.value({ do: 'open', run, expect: fingerprint } as LabRequest)).toMatchObject({
      verification: 'verified',
    })
    const session = await desk.value<Session>({ do: 'session' })
    await other.value({ do: 'restore', session })
    expect((await other.value<{ fingerprint: unknown }>({ do: 'run' })).fingerprint).toEqual(fingerprint)
  })
  it('is played by whoever needs no open lab, too', async () => {
    const run = carrying(FIRST)
    const mode = 'quorum'
    const asks: LabRequest[] = [
      { do: 'contrast', run, mode },
      { do: 'recorded', run, mode, journey: 'checkout' },
      { do: 'instruments', run, format: 'prometheus' },
    ]
    for (const request of asks) expect(await new Desk().ask(request), request.do).toMatchObject({ ok: true })
  })
  it('is refused with the place where its code does not compile; what was open stays', async () => {
    const desk = await open()
    const before = await desk.value({ do: 'run' })
    const bad = carrying(NO_CODE)
    const place = { problem: 'wayOut', contract: 'balancer', file: 'policy.ts', line: 2, column: 10 }
    const session = {
      ...{ engine: ENGINE_VERSION, scenario: 'storefront', seed: 7, policies: bad.policies },
      branches: [{ id: 0, parent: null, forkAtUs: 0, name: null, commands: bad.commands, endUs: SECOND }],
      ...{ active: 0, compare: null, playheadUs: 0 },
    }
    const asks: unknown[] = [
      { do: 'open', run: bad },
      { do: 'restore', session },
      { do: 'contrast', run: bad, mode: 'quorum' },
      { do: 'instruments', run: bad, format: 'otlp' },
    ]
    for (const request of asks)
      expect(await desk.ask(request)).toMatchObject({ ok: false, code: 'policy.invalid', params: place })
    expect(await desk.value({ do: 'run' })).toEqual(before)
  })
})
