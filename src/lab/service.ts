/**
 * The lab behind its protocol: requests in, answers and pushes out, one job at a time. Long jobs run in slices, so that the
 * next request is heard within a few milliseconds: a newer seek replaces an older one, and an act stops a seek into the
 * unknown where it stands. Knows no worker: the host brings the clock, the pause and the way out.
 */
import { assert, FaultlineError } from '../kernel'
import { loadBehaviour, loadServices } from '../scenarios/behaviours'
import { loadPreset, presetIds, presetOf } from '../scenarios/presets'
import type { Scenario } from '../scenarios/scenario'
import { scenarioOf } from '../scenarios/scenarioOf'
import type { Opening, Tick } from './atOnce'
import { checkTick, isTick, plainOpening } from './atOnce'
import { chartOf, transferOf } from './chart'
import { Equipment } from './equipment'
import { frameOf } from './frame'
import { FramePool } from './framePool'
import type { Job } from './job'
import type { HistoryFeed, HistoryPiece } from './judging/feed'
import { Lab } from './lab'
import type { LabOptions } from './lab'
import { openVerified } from './opening'
import type { ModeName } from '../scenarios/modes'
import type { Realm } from '../policies/sandbox'
import type { LabAnswer, LabPush, LabRequest, Opened, Verification } from './protocol'
import type { Reader } from './reader'
import type * as requestsModule from './requests'
import { StatusReporter } from './status'
import { modeNameOf, topologyOf } from './topology'

export interface LabHost {
  post(message: LabAnswer | LabPush, transfer?: ArrayBuffer[]): void
  nowMs(): number
  /** Lets whatever arrived meanwhile be heard. */
  breathe(): Promise<void>
  /** Where learners' code runs; asked for when some is to. */
  realm(): Promise<Realm>
}
/** What is open, with those who look at it. */
interface Open {
  lab: Lab
  reporter: StatusReporter
  reader: Reader | null
  feed: HistoryFeed | null
}
interface Asked {
  id: number
  request: LabRequest
}
type Requests = typeof requestsModule

const SLICE_MS = 8
const STATUS_EVERY_MS = 250
const PROGRESS_AFTER_MS = 150
const PROGRESS_EVERY_MS = 80

export class LabService {
  private open: Open | null = null
  /** A lab on its way to its horizon. */
  private opening: Lab | null = null
  private readonly pool = new FramePool()
  private readonly waiting: Asked[] = []
  /** Ticks that came while a job ran that changes the run; a question is answered in a world of its own, and time goes on. */
  private readonly ticks: (Asked & { request: Tick })[] = []
  private running: (Asked & { startUs: number; fromEndUs: number }) | null = null
  private stopped = false
  /** What answers everything but ticks and plain openings; null until it is loaded. */
  private requests: Requests | null = null
  private loading: Promise<Requests> | null = null
  /** Settles when the last request that waits to be admitted is. */
  private awaited: Promise<void> | null = null
  private readonly equipment = new Equipment()
  private statusAtMs = -Infinity
  private statusUs = NaN // the moment of the run that it told of
  private framedUs = 0

  constructor(
    private readonly host: LabHost,
    private readonly options: LabOptions = {},
  ) {}

  /** Takes a message as it came: `{ id, request }`. */
  receive(message: unknown): void {
    const id = (message as { id?: unknown } | null)?.id
    if (typeof id !== 'number') return
    const { request } = message as { request?: unknown }
    const opening = this.loading ? null : plainOpening(request)
    if (isTick(request)) this.answering(id, () => this.receiveTick({ id, request: checkTick(request) }))
    else if (opening) this.enqueue({ id, request: opening })
    else this.await(id, request)
  }

  /** Admits it once what the gate needs is here: itself, and the preset that the request names. Those behind it wait, so that order stays. */
  private await(id: number, request: unknown): void {
    const preset = presetMissing(request)
    if (this.requests && !this.awaited && preset === null) {
      this.admit(id, request, this.requests)
      return
    }
    this.load().catch(() => {}) // from here on no plain opening goes before it; why it failed is answered below
    const before = this.awaited ?? Promise.resolve()
    const awaited = before
      .then(async () => {
        const requests = await this.load()
        if (preset !== null) await loadPreset(preset)
        this.admit(id, request, requests)
      })
      .catch((error: unknown) => this.host.post({ id, ok: false, ...problemOf(error) }))
      .then(() => {
        if (this.awaited === awaited) this.awaited = null
      })
    this.awaited = awaited
  }
  private admit(id: number, request: unknown, { checkRequest }: Requests): void {
    this.answering(id, () => this.enqueue({ id, request: checkRequest(request) }))
  }
  /** What it throws is the answer. */
  private answering(id: number, take: () => void): void {
    try {
      take()
    } catch (error) {
      this.host.post({ id, ok: false, ...problemOf(error) })
    }
  }
  private load(): Promise<Requests> {
    this.loading ??= import('./requests').then(
      (requests) => (this.requests = requests),
      (error: unknown) => {
        this.loading = null
        throw error
      },
    )
    return this.loading
  }

  private receiveTick(asked: Asked & { request: Tick }): void {
    const asking = this.running !== null && ASKS.has(this.running.request.do)
    if (this.running && !asking && !this.extending()) this.ticks.push(asked)
    else this.tick(asked, asking || this.running === null)
  }

  private enqueue(asked: Asked): void {
    if (this.supersedes(asked.request)) this.stopped = true
    if (asked.request.do === 'seek') {
      for (const old of this.waiting.filter((w) => w.request.do === 'seek')) {
        this.waiting.splice(this.waiting.indexOf(old), 1)
        this.host.post({ id: old.id, ok: true, value: null })
      }
    }
    this.waiting.push(asked)
    if (!this.running) void this.work()
  }

  /** Whether the running job has to give way. */
  private supersedes(request: LabRequest): boolean {
    const running = this.running?.request.do
    const opening = running !== undefined && OPENS.has(running)
    if (OPENS.has(request.do)) return opening || running === 'seek' || running === 'step'
    if (ASKS.has(request.do) || LEAVES_TIME.has(request.do)) return false
    if (running === 'query') return request.do === 'seek' || request.do === 'command' || request.do === 'setPolicy'
    if (request.do === 'seek') return running === 'seek' || running === 'step'
    return (running === 'seek' || running === 'step') && this.extending()
  }
  /** Whether the running seek computes what was not known before. */
  private extending(): boolean {
    if (!this.running || !this.open || this.running.request.do !== 'seek') return false
    return this.open.lab.timeUs > this.running.fromEndUs
  }

  private async work(): Promise<void> {
    for (let asked = this.waiting.shift(); asked; asked = this.waiting.shift()) {
      const lab = this.open?.lab
      this.running = { ...asked, startUs: lab?.timeUs ?? 0, fromEndUs: lab?.active.end.atUs ?? 0 }
      this.stopped = false
      const answer = await this.serve(asked)
      this.running = null
      this.host.post(answer, buffersIn(answer))
      if (CHANGES.has(asked.request.do)) this.pushStatus()
      for (const tick of this.ticks.splice(0)) this.tick(tick, true)
    }
  }

  private async serve({ id, request }: Asked): Promise<LabAnswer> {
    try {
      const preset = presetAskedFor(request)
      if (preset !== null) await loadPreset(preset)
      const mode = modeAskedFor(request)
      if (mode) await loadBehaviour(mode)
      const scenario = scenarioAskedFor(request)
      if (scenario) await loadServices(scenario)
      await this.equipment.prepare(request, () => this.host.realm())
      return { id, ok: true, value: await this.drive(this.jobOf(request), request) }
    } catch (error) {
      return { id, ok: false, ...problemOf(error) }
    }
  }

  /** Runs a job slice by slice; null when it had to give way. */
  private async drive<T>(job: Job<T>, request: LabRequest): Promise<T | null> {
    const beganMs = this.host.nowMs()
    let sliceEndsMs = beganMs + SLICE_MS
    let toldMs = beganMs + PROGRESS_AFTER_MS - PROGRESS_EVERY_MS
    let told = false
    for (let step = job.next(); ; step = job.next()) {
      if (step.done) {
        if (told) this.tellProgress(request, true)
        return step.value
      }
      const nowMs = this.host.nowMs()
      if (nowMs < sliceEndsMs) continue
      if (nowMs - toldMs >= PROGRESS_EVERY_MS) {
        toldMs = nowMs
        told = this.tellProgress(request, false)
      }
      await this.host.breathe()
      sliceEndsMs = this.host.nowMs() + SLICE_MS
      if (!this.stopped) continue
      job.return(undefined as T)
      this.open?.lab.player.look()
      if (told) this.tellProgress(request, true)
      if (OPENS.has(request.do) || request.do === 'query') throw new FaultlineError('superseded')
      return null
    }
  }

  private tellProgress(request: LabRequest, over: boolean): boolean {
    const toUs = targetOf(request)
    const lab = request.do === 'seek' ? this.open?.lab : this.opening
    if (toUs === null || !lab) {
      this.host.post({ push: 'alive' })
      return false
    }
    this.host.post({ push: 'progress', atUs: over ? toUs : Math.min(lab.timeUs, toUs - 1), toUs })
    return true
  }

  private jobOf(request: LabRequest): Job<unknown> {
    if (request.do === 'open') return this.openRun(request)
    if (request.do === 'restore') return this.restoreSession(request)
    const { requests } = this
    assert(requests !== null, `${request.do} came in before its job was loaded`)
    if (request.do === 'switchMode' || request.do === 'replicate') {
      const to = request.do === 'switchMode' ? request.mode : request.replication
      return this.openRun({ do: 'open', run: requests.inMode(this.opened().lab.value(), to) })
    }
    if (request.do === 'reconfigure')
      return this.openRun({ do: 'open', run: requests.inScenario(this.opened().lab.value(), request.scenario) })
    return (
      requests.jobOf(request, this.equipment, (push) => this.host.post(push)) ??
      requests.jobOn(this.opened(), request, this.equipment)
    )
  }

  private *openRun({ run, expect }: Opening): Job<Opened> {
    const { lab, verification } = yield* openVerified(run, expect, (begun) => (this.opening = begun), {
      ...this.options,
      policies: this.equipment.bookOf(run),
    })
    return this.adopt(lab, verification)
  }
  private *restoreSession({ session }: LabRequest & { do: 'restore' }): Job<Opened> {
    const options = { ...this.options, policies: this.equipment.bookOf(session) }
    return this.adopt(yield* Lab.restore(session, (begun) => (this.opening = begun), options), 'unstated')
  }
  /** Only now is the run that was open before given up. */
  private adopt(lab: Lab, verification: Verification): Opened {
    this.opening = null
    this.open = { lab, reporter: new StatusReporter(lab), reader: null, feed: null }
    this.framedUs = lab.timeUs
    // The first run is open: what will be asked of it next may come.
    void this.load().catch(() => {})
    return { topology: topologyOf(lab.scenario, lab.player.world), verification, scenario: lab.scenario }
  }

  private opened(): Open {
    if (!this.open) throw new FaultlineError('lab.notOpen')
    return this.open
  }

  /** `plays`: time may pass; while a job runs the frame only shows how far it has come. */
  private tick({ id, request }: Asked & { request: Tick }, plays: boolean): void {
    this.pool.give(request.recycle)
    try {
      const { lab } = this.opened()
      const endsMs = this.host.nowMs() + request.budgetMs
      lab.advance(plays ? request.virtualUs : 0, () => this.host.nowMs() >= endsMs)
      this.requests?.tellDue(lab)
      const frame = frameOf(lab.player, Math.min(this.framedUs, lab.timeUs), this.pool)
      this.framedUs = lab.timeUs
      if (request.chart) frame.chart = chartOf(lab, request.chart)
      this.host.post({ push: 'frame', frame }, transferOf(frame))
      this.host.post({ id, ok: true, value: null })
      // Where time stands still there may be no later tick that tells of this moment.
      const isLast = request.virtualUs === 0 && this.statusUs !== lab.timeUs
      if (isLast || this.host.nowMs() - this.statusAtMs >= STATUS_EVERY_MS) this.pushStatus()
    } catch (error) {
      this.host.post({ id, ok: false, ...problemOf(error) })
    }
  }

  private pushStatus(): void {
    if (!this.open) return
    this.statusAtMs = this.host.nowMs()
    this.statusUs = this.open.lab.timeUs
    this.host.post({ push: 'status', status: this.open.reporter.status(this.requests?.toldObjectives) })
  }
}

/** Requests that put another run in the place of the open one. */
const OPENS: ReadonlySet<LabRequest['do']> = new Set<LabRequest['do']>([
  'open',
  'restore',
  'switchMode',
  'replicate',
  'reconfigure',
])
/** Requests that change nothing of the run: its time goes on meanwhile. */
const ASKS: ReadonlySet<LabRequest['do']> = new Set<LabRequest['do']>(['query', 'compilePolicy', 'decideAgain'])
/** Nor need these stop what is on its way. */
const LEAVES_TIME: ReadonlySet<LabRequest['do']> = new Set<LabRequest['do']>(['session', 'run', 'reveal'])
/** Requests after which the page wants to know how things stand. */
const CHANGES: ReadonlySet<LabRequest['do']> = new Set<LabRequest['do']>([
  'open',
  'restore',
  'switchMode',
  'replicate',
  'reconfigure',
  'seek',
  'step',
  'receive',
  'stand',
  'command',
  'setPolicy',
  'reveal',
  'fork',
  'undo',
  'redo',
  'selectBranch',
  'nameBranch',
  'removeBranch',
  'compare',
])

/** The preset that the request names, if it names one. */
/** A preset that an unchecked request names and that is not here yet; a link or file may name any. */
function presetMissing(request: unknown): string | null {
  const {
    run,
    session,
    saved,
    do: what,
  } = (request ?? {}) as Record<string, Record<string, unknown> | undefined | string>
  const missing = presetIds.filter((id) => presetOf(id) === undefined)
  if (what === 'decode') return missing.at(0) ?? null
  const holders: unknown[] = [run, session, typeof saved === 'object' ? saved.run : undefined]
  const named = holders.map((one) => (one as { scenario?: unknown } | null | undefined)?.scenario)
  return missing.find((id) => named.includes(id)) ?? null
}
function presetAskedFor(request: LabRequest): string | null {
  const named = 'session' in request ? request.session.scenario : 'run' in request ? request.run.scenario : null
  return typeof named === 'string' ? named : null
}
/** The scenario of the world that it needs, where that is another one than the open one's. */
function scenarioAskedFor(request: LabRequest): Scenario | null {
  if (request.do === 'reconfigure') return request.scenario
  if ('session' in request) return scenarioOf(request.session)
  return 'run' in request ? scenarioOf(request.run) : null
}

/** The replication mode whose behaviour must be at hand. */
function modeAskedFor(request: LabRequest): ModeName | null {
  switch (request.do) {
    case 'open':
    case 'restore':
    case 'probe':
    case 'reconfigure':
      return modeNameOf(scenarioAskedFor(request) as Scenario)
    case 'switchMode':
    case 'contrast':
    case 'recorded':
      return request.mode
    case 'replicate':
      return request.replication.mode
    default:
      return null
  }
}

/** An answer's rows travel instead of being copied. */
function buffersIn(answer: LabAnswer): ArrayBuffer[] {
  const { words } = (answer.ok && (answer.value as Partial<HistoryPiece> | null)) || {}
  return words instanceof Int32Array ? [words.buffer as ArrayBuffer] : []
}

function targetOf(request: LabRequest): number | null {
  if (request.do === 'seek') return request.atUs
  if (request.do === 'open') return request.run.horizonUs
  return request.do === 'restore' ? Math.max(...request.session.branches.map((b) => b.endUs)) : null
}

/** A code with parameters; of a bug of ours, what it said. */
function problemOf(error: unknown): { code: string; params: Record<string, string | number> } {
  if (error instanceof FaultlineError) return { code: error.code, params: error.params }
  return { code: 'unexpected', params: { what: error instanceof Error ? error.message : String(error) } }
}
