/**
 * The open run, for as long as the page lives: starts the lab's worker, drives it from the animation frame, carries what
 * the page does to it and what it tells back into the stores, keeps the run saved, and brings it back when the worker
 * dies. Leaving the lab's page only rests the clock.
 */
import type { Command, StampedCommand } from '../../cluster/command'
import type { PolicyCodes } from '../../policies'
import type {
  Compiling,
  Fingerprint,
  Frame,
  LabPush,
  LabRequest,
  LabStatus,
  Opened,
  RunValue,
  Session,
  Verification,
} from '../../lab/protocol'
import type { ModeName, ReplicationSpec } from '../../scenarios/modes'
import type { Scenario } from '../../scenarios/scenario'
import type { LabActions, PolicyAsked } from '../actions'
import { provideActions } from '../actions'
import { chartRequest, plotSurface } from '../charts/chartRequest'
import { withoutGiven } from '../lessonMode'
import type { Deed } from '../roomHold'
import { aheadUs, heldBack, useRoomHold } from '../roomHold'
import { frames, useLab, useView } from '../store'
import type { LabConnection } from './labConnection'
import { problemOf } from './labConnection'
import { LabReader } from './labReader'
import { PaceMeter } from './pacing'
import { repairOf } from './repair'
import { RunKeeper } from './runKeeper'
import { save, saveNow, tabName } from './runStore'
import { Gate } from './gate'
import { TickLoop } from './tickLoop'
import { Watchdog } from './watchdog'

const STATUS_EVERY_MS = 333
const MOST_CRASHES = 3
const CRASHES_WITHIN_MS = 20_000

export class LabSession extends LabReader implements LabActions {
  protected connection: LabConnection
  private crashedAtMs: number[] = []
  private watchdog: Watchdog | null = null
  /** The open run, or the one that is being opened, carries learners' code. */
  private carriesCode = false
  /** Whoever computes has no run yet: it was begun again, and the run that is open is on its way there. */
  private bare = false
  private opening: { run: RunValue } | { session: Session } | null = null
  private soughtUs = 0
  private timeUs = 0
  private readonly pace = new PaceMeter()
  private readonly gate = new Gate<LabStatus>(STATUS_EVERY_MS, (status) => this.show(status))
  private tab = tabName()
  private readonly keeper = new RunKeeper({
    fetch: () => this.session(),
    playhead: () => this.gate.newest && { active: this.gate.newest.active, timeUs: this.timeUs },
    save,
    saveNow,
    told: (storage) => useLab.setState({ storage }),
    tab: () => this.tab,
  })
  private readonly loop = new TickLoop({
    ready: () => useLab.getState().opened !== null && !this.bare,
    playing: () => useView.getState().playing && useLab.getState().busy === null && !useRoomHold.getState().frozen,
    speed: () => useView.getState().speed,
    chart: () => chartRequest(useView.getState(), this.timeUs, plotSurface.widthPx, useLab.getState().status?.endUs),
    send: (tick) => {
      this.connection.request(this.withinGoal(tick)).catch((error: unknown) => this.tickFailed(error))
    },
    publish: (frame, nowMs) => this.publish(frame, nowMs),
  })

  constructor(private readonly connect: () => LabConnection) {
    super()
    this.connection = this.listenTo(connect())
    useView.subscribe((view, before) => {
      if (view.chartWindowUs !== before.chartWindowUs || view.speed !== before.speed) this.loop.touch()
      if (before.playing && !view.playing) this.loop.touch() // its last moment is to be told
      if (view.speed !== before.speed || view.playing !== before.playing)
        this.pace.restart(performance.now(), this.timeUs)
      if (view.playing && view.steppedFrom)
        view.set({ steppedFrom: null, ...(view.map === 'spaceTime' ? { map: view.steppedFrom } : {}) })
    })
  }

  /** The lab is on screen: time may pass. */
  start(): void {
    this.loop.touch()
    this.loop.start()
    if (!useView.getState().embedded) this.keeper.start()
  }
  stop(): void {
    this.loop.stop()
    this.keeper.stop()
  }

  /** Under another name from here on; what was open is kept under its own first. */
  async keepAs(tab: string): Promise<void> {
    if (tab === this.tab) return
    if (useLab.getState().opened) await this.keeper.keep()
    this.tab = tab
  }

  async open(run: RunValue, expect?: Fingerprint): Promise<Verification> {
    mustBeFree('run')
    return this.openForRoom(run, expect)
  }
  /** For the room itself, which holds back all others. */
  async openForRoom(run: RunValue, expect?: Fingerprint): Promise<Verification> {
    const opened = await this.opened({ run }, run.policies, { do: 'open', run, expect })
    this.adopt(opened, run.seed)
    return opened.verification
  }
  async restore(session: Session): Promise<void> {
    mustBeFree('run')
    await this.bringBack(session)
  }
  private async bringBack(session: Session): Promise<void> {
    this.adopt(await this.opened({ session }, session.policies, { do: 'restore', session }), session.seed)
  }
  async switchMode(mode: ModeName): Promise<void> {
    mustBeFree('setting')
    this.adopt(await this.ask<Opened>({ do: 'switchMode', mode }), useLab.getState().seed)
  }
  async replicate(replication: ReplicationSpec): Promise<void> {
    mustBeFree('setting')
    this.adopt(await this.ask<Opened>({ do: 'replicate', replication }), useLab.getState().seed)
  }
  async reconfigure(scenario: Scenario): Promise<void> {
    mustBeFree('setting')
    this.adopt(await this.ask<Opened>({ do: 'reconfigure', scenario }), useLab.getState().seed)
  }
  async act(command: Command): Promise<void> {
    if (isHeld('faults')) return
    const { shared } = useRoomHold.getState()
    if (shared) return shared.propose(command)
    if (!(await this.change({ do: 'command', command }))) return
    useLab.setState({ notice: { code: 'did', params: {}, undo: true, command, repair: repairOf(command) } })
  }
  async receive(commands: StampedCommand[]): Promise<boolean> {
    return this.change({ do: 'receive', commands })
  }
  async befall(command: Command): Promise<boolean> {
    return this.change({ do: 'command', command })
  }
  async reveal(by: string): Promise<boolean> {
    return this.change({ do: 'reveal', by })
  }
  async setPolicy(asked: PolicyAsked): Promise<Compiling> {
    if (isHeld('code')) return { ok: false, problems: [] }
    const compiled = await this.ask<Compiling>({ do: 'setPolicy', ...asked })
    if (!compiled.ok) return compiled
    this.carriesCode ||= asked.code !== null
    this.changed()
    const command: Command = { ...asked, kind: 'setPolicy', code: compiled.id }
    useLab.setState({ notice: { code: 'did', params: {}, undo: true, command, repair: null } })
    return compiled
  }
  async fork(): Promise<void> {
    if (isHeld('branches') || !(await this.change({ do: 'fork' }))) return
    useView.getState().set({ playing: true })
    useLab.setState({ notice: { code: 'forked', params: {}, undo: false } })
  }
  async undo(): Promise<void> {
    if (isHeld('faults', 'branches')) return
    const command = this.gate.newest && withoutGiven(this.gate.newest).canUndo
    if (!command || !(await this.change({ do: 'undo' }))) return
    useLab.setState({ notice: { code: 'undone', params: {}, undo: false, command, repair: null } })
  }
  async redo(): Promise<void> {
    if (isHeld('faults', 'branches')) return
    const command = this.gate.newest?.canRedo
    if (!command || !(await this.change({ do: 'redo' }))) return
    useLab.setState({ notice: { code: 'did', params: {}, undo: true, command, repair: repairOf(command) } })
  }
  async seek(atUs: number): Promise<void> {
    if (isHeld('clock')) return
    this.soughtUs = Math.max(0, Math.round(atUs))
    await this.change({ do: 'seek', atUs: this.soughtUs })
  }
  async step(to: 'event' | 'message' | 'change'): Promise<void> {
    if (isHeld('clock')) return
    const { map, set } = useView.getState()
    const drawn = map === 'service' || map === 'network'
    set({ playing: false, ...(drawn ? { map: 'spaceTime', steppedFrom: map } : {}) })
    await this.change({ do: 'step', to })
  }
  async selectBranch(branch: number): Promise<void> {
    if (!isHeld('branches')) await this.change({ do: 'selectBranch', branch })
  }
  async nameBranch(branch: number, name: string): Promise<void> {
    await this.change({ do: 'nameBranch', branch, name })
  }
  async removeBranch(branch: number): Promise<void> {
    if (!isHeld('branches')) await this.change({ do: 'removeBranch', branch })
  }
  async compare(branch: number | null): Promise<void> {
    await this.change({ do: 'compare', branch })
  }
  request(request: LabRequest): Promise<unknown> {
    return this.ask(request)
  }

  /** Whatever it carries is watched while it is opened; a run that is refused leaves the open one as it was. */
  private async opened(
    opening: NonNullable<LabSession['opening']>,
    policies: PolicyCodes,
    request: LabRequest,
  ): Promise<Opened> {
    const before = this.carriesCode
    this.opening = opening
    this.carriesCode = Object.keys(policies).length > 0
    this.soughtUs = 0
    try {
      return await this.ask<Opened>(request)
    } catch (error) {
      this.carriesCode = before
      throw error
    } finally {
      this.opening = null
    }
  }

  /** A request whose failure the visitor is told; the failure stays the caller's too. */
  private async ask<T>(request: LabRequest): Promise<T> {
    try {
      return (await this.connection.request(request)) as T
    } catch (error) {
      const problem = problemOf(error)
      // A crash is told by `crashed`, with what was done about it; giving way to a newer request is no problem.
      const silent = problem.code === 'crashed' || problem.code === 'superseded'
      useLab.setState(silent ? { busy: null } : { problem, busy: null })
      throw error
    }
  }

  /** A change of the run from a button: true when it was done, false when the visitor was told why not. */
  private async change(request: LabRequest): Promise<boolean> {
    try {
      await this.ask(request)
    } catch {
      return false
    }
    this.changed()
    return true
  }
  private changed(): void {
    if (useLab.getState().busy) useLab.setState({ busy: null })
    this.loop.touch()
    this.keeper.changed()
  }

  private adopt(opened: Opened, seed: number): void {
    this.bare = false
    useLab.setState({ opened, seed, status: null, notice: null, problem: null, busy: null, pace: null, caption: null })
    useView.getState().set({ selection: null, tool: 'select', openGroups: [], crosshairUs: null, operations: null })
    this.loop.touch()
    this.keeper.changed()
  }

  private beginAgain(): void {
    this.connection = this.listenTo(this.connect())
    this.bare = true
  }

  private listenTo(connection: LabConnection): LabConnection {
    connection.onPush((push) => this.hear(push))
    connection.onCrash((message) => void this.crashed(message))
    this.watchdog?.stop()
    this.watchdog = new Watchdog(
      connection,
      () => void this.hung(),
      undefined,
      () => this.carriesCode,
    )
    return connection
  }

  private hear(push: LabPush): void {
    if (push.push === 'frame') this.loop.take(push.frame)
    else if (push.push === 'status') this.gate.offer(push.status)
    else if (push.push === 'progress')
      useLab.setState({ busy: push.atUs >= push.toUs ? null : { atUs: push.atUs, toUs: push.toUs } })
  }

  private publish(frame: Frame, nowMs: number): void {
    // Its chart was asked for where the playhead stood; when that has jumped, the next tick asks for where it stands.
    if (frame.timeUs !== this.timeUs && !useView.getState().playing) this.loop.touch()
    this.notePrint(frame.timeUs)
    this.timeUs = frame.timeUs
    const { playing, speed, playUntilUs, set } = useView.getState()
    if (playing) this.pace.note(nowMs, frame.timeUs, speed)
    if (playUntilUs !== null && frame.timeUs >= playUntilUs) set({ playing: false, playUntilUs: null })
    frames.publish(frame)
  }

  /** Asked before the next tick is sent, so that it is answered at this very moment. */
  private notePrint(timeUs: number): void {
    const { shared } = useRoomHold.getState()
    if (!shared || timeUs === this.timeUs || timeUs % shared.printEveryUs !== 0) return
    this.currentRun().then(
      ({ fingerprint }) => shared.printed(fingerprint),
      () => {}, // the next one tells
    )
  }

  /** No further than where time is to stop. */
  private withinGoal(tick: LabRequest & { do: 'tick' }): LabRequest {
    const { playUntilUs } = useView.getState()
    const leftUs = Math.min(aheadUs(this.timeUs), Math.max(0, (playUntilUs ?? Infinity) - this.timeUs))
    return { ...tick, virtualUs: Math.min(tick.virtualUs, leftUs) }
  }

  private show(status: LabStatus): void {
    const { shared } = useRoomHold.getState()
    const shown = shared ? { ...status, canUndo: null, canRedo: null } : withoutGiven(status)
    useLab.setState({ status: shown, pace: this.pace.reached })
    if (status.loop && useView.getState().playing) useView.getState().set({ playing: false })
  }

  private tickFailed(error: unknown): void {
    this.loop.failed()
    const problem = problemOf(error)
    if (problem.code === 'crashed') return
    useView.getState().set({ playing: false })
    useLab.setState({ problem })
  }

  /** Code of the run does not come to an end: finds which, and opens the run again with it stopped. */
  private async hung(): Promise<void> {
    const { opening, connection, timeUs, soughtUs } = this
    const { busy } = useLab.getState()
    const kept = this.keeper.latest()
    connection.terminate()
    this.loop.reset()
    useLab.setState({ problem: { code: 'policySearched', params: {} }, busy: null })
    const { withoutHang } = await import('./hungPolicy')
    const found = await withoutHang({ opening, kept, busy, timeUs, soughtUs }, this.connect)
    if (!found) return this.crashed('no answer')
    this.beginAgain()
    try {
      await this.bringBack(found.session)
    } catch {
      return // told by `ask`, or by what happened next
    }
    useLab.setState({ problem: found.problem })
  }

  /** Starts another worker and restores the run from its value; after several crashes in a row it rests and says so. */
  private async crashed(message: string): Promise<void> {
    const nowMs = performance.now()
    this.crashedAtMs = [...this.crashedAtMs.filter((at) => nowMs - at < CRASHES_WITHIN_MS), nowMs]
    this.loop.reset()
    if (this.crashedAtMs.length >= MOST_CRASHES) {
      this.loop.stop()
      useLab.setState({ problem: { code: 'crashedAgain', params: { what: message } }, busy: null })
      return
    }
    const session = this.keeper.latest()
    this.beginAgain()
    if (session === null) {
      useLab.setState({ problem: { code: 'crashedEmpty', params: { what: message } }, busy: null })
      return
    }
    const { selection, openGroups } = useView.getState()
    try {
      await this.bringBack(session)
    } catch {
      return // told by `ask`, or by the next crash
    }
    useView.getState().set({ selection, openGroups })
    useLab.setState({ problem: { code: 'crashed', params: { what: message } } })
  }
}

/** Whether the room does not allow one of these now, which is told. */
function isHeld(...deeds: Deed[]): boolean {
  const code = deeds.map(heldBack).find((why) => why !== null)
  if (code) useLab.setState({ problem: { code, params: {} } })
  return code !== undefined
}
/** The same, for what answers nothing where it was not done. */
function mustBeFree(deed: Deed): void {
  if (isHeld(deed)) throw new Error(`the room holds back: ${deed}`)
}

let running: LabSession | null = null

/** The page's one session; the first call starts the worker. */
export function labSession(connect: () => LabConnection): LabSession {
  if (running === null) {
    running = new LabSession(connect)
    provideActions(running)
  }
  return running
}
