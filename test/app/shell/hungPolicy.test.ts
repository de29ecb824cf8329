/** Code that truly hangs, in a thread of its own: the watchdog sees it, the code is found, and the run goes on without it. */
import { Worker } from 'node:worker_threads'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findHang, sessionOf, withStop } from '../../../src/app/shell/hungPolicy'
import { Watchdog } from '../../../src/app/shell/watchdog'
import { LabClient } from '../../../src/lab/client'
import type { LabStatus, RunValue, Session } from '../../../src/lab/protocol'
import { policyId } from '../../../src/policies'
import { ENGINE_VERSION } from '../../../src/scenarios/world'
import { applying, codeOf } from '../../policies/applied'

const SECOND = 1_000_000
const PATIENCE = { everyMs: 250, looks: 24 } // as long as the page has
const CALM = codeOf('retry', 'export default function no(): number { return -1 }')
const HANGS = codeOf(
  'balancer',
  `export const hangsAfterUs = ${1.5 * SECOND}\nexport default function first(): number { return 0 }`,
)
const runOf = (horizonUs: number): RunValue => ({
  engine: ENGINE_VERSION,
  scenario: 'storefront',
  seed: 7,
  policies: { [policyId(HANGS)]: HANGS, [policyId(CALM)]: CALM },
  commands: [applying(CALM), applying(HANGS, {}, SECOND / 2)],
  horizonUs,
})

let script = ''
beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      write: false,
      ssr: join(import.meta.dirname, 'hangingWorker.ts'),
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  })
  script = (built as { output: { code: string }[] }).output[0].code
}, 60_000)

const threads: Worker[] = []
afterEach(() => {
  for (const thread of threads.splice(0)) void thread.terminate()
})
function connect(): LabClient {
  const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`))
  threads.push(thread)
  // A thread of Node as the page's worker.
  return new LabClient({
    postMessage: (message: unknown, transfer: ArrayBuffer[]) => thread.postMessage(message, transfer),
    terminate: () => void thread.terminate(),
    addEventListener: (
      type: string,
      hear: (event: { data: unknown; message: string; preventDefault(): void }) => void,
    ) => thread.on(type, (data: Error) => hear({ data, message: data.message, preventDefault: () => {} })),
  } as unknown as globalThis.Worker)
}

describe('code that hangs', () => {
  it('is seen from outside, found by playing again, and stopped just before it; the rest goes on', async () => {
    const lab = connect()
    await lab.request({ do: 'open', run: runOf(SECOND) })
    const session = (await lab.request({ do: 'session' })) as Session
    const hung = new Promise<void>((resolve) => new Watchdog(lab, resolve, PATIENCE))
    lab.request({ do: 'seek', atUs: 3 * SECOND }).catch(() => {})
    await hung
    lab.terminate()

    const hang = (await findHang(session, SECOND, 3 * SECOND, connect, PATIENCE))!
    expect(hang).toMatchObject({ code: policyId(HANGS), contract: 'balancer', file: 'policy.ts' })
    expect(hang.atUs).toBeGreaterThan(1.5 * SECOND)
    const again = connect()
    const statuses: LabStatus[] = []
    again.onPush((push) => push.push === 'status' && statuses.push(push.status))
    await again.request({ do: 'restore', session: withStop(session, hang) })
    await again.request({ do: 'seek', atUs: 3 * SECOND })
    const { run } = (await again.request({ do: 'run' })) as { run: RunValue }
    expect(run.commands.map(({ command }) => command.kind)).toEqual(['setPolicy', 'setPolicy', 'stopPolicy'])
    expect(run.commands[2]).toMatchObject({ atUs: hang.atUs, afterEvents: hang.events - 1 })
    expect(Object.keys(run.policies).sort()).toEqual([policyId(HANGS), policyId(CALM)].sort())
    expect(statuses.at(-1)?.policies).toMatchObject([{ off: false }, { off: true, code: policyId(HANGS) }])
    expect(statuses.at(-1)?.policies[1].decisions).toBeGreaterThan(10)
  })
  it('in a run that never was open is found from its beginning, and then it opens', async () => {
    const session = sessionOf(runOf(2 * SECOND))
    const hang = (await findHang(session, 0, 2 * SECOND, connect, PATIENCE))!
    expect(hang.code).toBe(policyId(HANGS))
    const lab = connect()
    await lab.request({ do: 'restore', session: withStop(session, hang) })
    const { run } = (await lab.request({ do: 'run' })) as { run: RunValue }
    expect(run.commands.at(-1)).toMatchObject({ command: { kind: 'stopPolicy' } })
    expect(run.commands.at(-1)!.atUs).toBeGreaterThanOrEqual(hang.atUs - 1)
  })
  it('that is nowhere is not found', async () => {
    expect(await findHang(sessionOf(runOf(SECOND)), 0, SECOND, connect, PATIENCE)).toBeNull()
  })
})

describe('the watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  /** How often it has said so after a hundred looks. */
  function suspicions(connection: { owes: boolean; heard: number }): number {
    const hung = vi.fn()
    const dog = new Watchdog(connection, hung, { everyMs: 1, looks: 3 })
    vi.advanceTimersByTime(100)
    dog.stop()
    return hung.mock.calls.length
  }
  it('suspects once who owes an answer and says nothing', () => {
    expect(suspicions({ owes: true, heard: 5 })).toBe(1)
  })
  it('trusts who owes nothing, and who says something', () => {
    expect(suspicions({ owes: false, heard: 5 })).toBe(0)
    let heard = 0
    const talking = {
      owes: true,
      get heard() {
        return heard++
      },
    }
    expect(suspicions(talking)).toBe(0)
  })
})
