/**
 * The lab: one open session. A run under a seed with its branches, the player of the active one, and the run compared with
 * it. Acts land at the playhead: at the end of the branch they lengthen it, before it they fork. Undo makes an act never
 * have happened; repairing is a new act like any other.
 */
import type { Command, StampedCommand } from '../cluster/command'
import { FaultlineError } from '../kernel'
import { LIMITS } from '../scenarios/limits'
import type { Fingerprint, RunValue, Session } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'
import type { Scenario } from '../scenarios/scenario'
import { checkCommand } from '../scenarios/schema/targets'
import { ENGINE_VERSION } from '../scenarios/world'
import { Branches, commonTimeUs, shadowOf } from './branches'
import { CHECKPOINT_BUDGET_BYTES, Checkpoints } from './checkpoints'
import { Comparison } from './comparison'
import type { Job } from './job'
import { PolicyBook } from './policyBook'
import { Player, QUANTUM_EVENTS } from './player'
import { branchesOf } from './restore'
import { stepTo } from './stepping'
import type { StepTo } from './stepping'
import { withOwnFaults } from './ownFaults'
import type { Branch, Position, Track } from './track'
import { momentAt, positionBefore } from './track'
import { UndoneActs } from './undoneActs'

export interface LabOptions {
  checkpointBudgetBytes?: number
  /** Has all code that the run's commands name. */
  policies?: PolicyBook
}

/** Invocations and returns that are kept of a branch for its judge: a quarter of an hour of four hundred a second. */
const OPERATIONS_KEPT = 400_000

const NOT_SHARED = new Set<Command['kind']>(['addShard', 'removeShard', 'setPolicy', 'stopPolicy'])

export class Lab {
  readonly scenario: Scenario
  readonly branches = new Branches()
  readonly checkpoints: Checkpoints
  readonly player: Player
  readonly comparison: Comparison
  readonly policies: PolicyBook
  active: Branch
  private readonly undone = new UndoneActs()

  /** At time 0 of a trunk without commands. The run must have been validated. */
  constructor(
    readonly run: Pick<RunValue, 'scenario' | 'seed'>,
    { checkpointBudgetBytes = CHECKPOINT_BUDGET_BYTES, policies = new PolicyBook() }: LabOptions = {},
  ) {
    this.scenario = withOwnFaults(scenarioOf(run))
    this.policies = policies
    this.checkpoints = new Checkpoints(checkpointBudgetBytes)
    this.player = new Player(this.scenario, run.seed, this.checkpoints, true, OPERATIONS_KEPT, policies)
    this.comparison = new Comparison(() => this.anotherPlayer(OPERATIONS_KEPT))
    this.active = this.branches.add(null, this.player.position, [], false)
    this.play(this.active)
  }

  /** Gives the trunk its commands and plays it up to a moment: once, at the beginning. */
  *begin(commands: StampedCommand[], to: Position): Job<void> {
    this.active.commands = commands
    this.play(this.active)
    yield* this.player.moveTo(to)
  }

  /** A lab as it was saved: the active branch is computed, others when they are looked at. */
  static *restore(session: Session, started: (lab: Lab) => void = () => {}, options?: LabOptions): Job<Lab> {
    const lab = new Lab(session, options)
    started(lab)
    lab.branches.list.length = 0
    for (const branch of branchesOf(session)) lab.branches.put(branch)
    lab.active = lab.branches.get(session.active)
    yield* lab.bringUp(lab.player, lab.active)
    yield* lab.seek(session.playheadUs)
    if (session.compare !== null && session.compare !== session.active) yield* lab.compare(session.compare)
    return lab
  }

  get timeUs(): number {
    return this.player.timeUs
  }

  /* ---- time ---- */

  /** Plays on by at most `byUs`, until `spent` says stop; the compared run keeps up. */
  advance(byUs: number, spent: () => boolean): void {
    const toUs = Math.min(this.timeUs + byUs, LIMITS.horizonUs)
    let there = byUs === 0
    do {
      if (!there) this.player.advance(toUs, QUANTUM_EVENTS)
      there ||= this.timeUs >= toUs && this.player.world.cluster.queue.peekTime() > toUs
      while (!this.comparison.follow(this.timeUs) && !spent());
    } while (!there && !spent() && !this.player.world.loop)
    this.player.look()
    this.comparison.look()
  }

  *seek(atUs: number): Job<void> {
    yield* this.player.moveTo(momentAt(Math.min(atUs, LIMITS.horizonUs)))
    yield* this.comparison.catchUp(this.timeUs)
  }

  *step(to: StepTo): Job<void> {
    yield* stepTo(this.player, to)
    yield* this.comparison.catchUp(this.timeUs)
  }

  /* ---- acts ---- */

  /** Throws a FaultlineError where the command names nothing; nothing has changed then. */
  *act(command: Command): Job<void> {
    if (this.active.commands.length >= LIMITS.commands) {
      throw new FaultlineError('run.tooManyCommands', { allowed: LIMITS.commands })
    }
    this.policies.refuse(
      command,
      this.branches.list.flatMap(({ commands }) => commands),
    )
    const { player } = this
    player.look()
    player.checkpoint()
    const before = player.position
    const history = player.applied()
    const shadow = shadowOf(this.active, history.slice(), before)
    const forks = !player.atEndOf(this.active)
    if (forks) this.branches.checkRoom()
    player.act(command, () => (forks ? this.branchOff(before, history.slice(), true) : this.active))
    player.look()
    this.undone.clear()
    yield* this.comparison.shadow(shadow, before, { command, atUs: before.atUs })
  }

  /**
   * Takes in commands that others stamped, in the order of their times: they land there, after all events of their microsecond. One for a
   * time that is past lands there all the same, and what came since is computed again. What names nothing of this cluster, what not
   * every moment allows, and code are left out: so do all others who take them in.
   */
  *receive(commands: readonly StampedCommand[]): Job<void> {
    const { timeUs, active } = this
    for (const stamped of commands) {
      if (NOT_SHARED.has(stamped.command.kind) || !isNamed(this.scenario, stamped.command)) continue
      if (active.commands.length >= LIMITS.commands) break
      active.commands.push(stamped)
    }
    yield* this.player.moveTo(momentAt(timeUs))
  }

  /** A branch from here on without what comes later on this one; the old one is laid beside it. */
  *fork(): Job<void> {
    const from = this.active
    this.branches.checkRoom()
    this.play(this.branchOff(this.player.position, this.player.applied(), false))
    this.undone.clear()
    this.player.look()
    yield* this.compare(from.id)
  }

  /** Nothing, while what came last is concealed: to name it, or to take it back, would give it away. */
  get canUndo(): Command | null {
    const { commands, inherited } = this.active
    if (commands.length <= inherited) return null
    const { command } = commands[commands.length - 1]
    return command.concealed ? null : command
  }
  get canRedo(): Command | null {
    return this.undone.newestFor(this.active)?.stamped.command ?? null
  }

  /** Takes the newest act of the active branch back: it never happened, and the branch ends where it was. */
  *undo(): Job<void> {
    if (!this.canUndo) throw new FaultlineError('undo.nothing')
    const branch = this.active
    const index = branch.commands.length - 1
    const at = positionBefore(branch, index)
    const stamped = branch.commands[index]
    const known = { end: branch.end, store: branch.store }
    const reborn =
      branch.bornOfCommand && index === branch.inherited && branch.name === null && !this.hasChildren(branch)
    this.undone.push({ branch, stamped, known, reborn })
    if (this.comparison.act || this.comparison.track === branch) this.comparison.clear()
    if (reborn) {
      this.active = this.branches.get(branch.parent as number)
      this.branches.remove(branch)
      yield* this.bringUp(this.player, this.active)
      yield* this.player.moveTo(at)
      return
    }
    if (this.player.applied().length > index) yield* this.player.moveTo(at)
    branch.commands.pop()
    branch.end = at
    branch.store = branch.store?.fork(at.atUs) ?? null
    this.play(branch)
    this.player.look()
  }

  /** Puts the act back that was undone last; the playhead stands just after it. */
  *redo(): Job<void> {
    const act = this.undone.newestFor(this.active)
    if (!act) throw new FaultlineError('redo.nothing')
    const { branch, stamped, known, reborn } = act
    this.undone.pop()
    if (reborn) this.branches.put(branch)
    else branch.commands.push(stamped)
    const index = branch.commands.length - 1
    const before = positionBefore(branch, index)
    Object.assign(branch, known ?? { end: before, store: branch.store?.fork(before.atUs) ?? null })
    this.active = branch
    this.play(branch)
    const { command, atUs } = stamped
    const shadow = shadowOf(branch, branch.commands.slice(0, index), before)
    yield* this.player.moveTo({ ...before, applied: index + 1 })
    yield* this.comparison.shadow(shadow, before, { command, atUs })
  }

  /* ---- branches ---- */

  /** Plays another branch, at the same time where it reaches so far. */
  *select(id: number): Job<void> {
    const from = this.active
    const branch = this.branches.get(id)
    if (branch === from) return
    const { timeUs } = this
    const beside = this.comparison.track === branch ? from : null
    if (this.comparison.act || beside) this.comparison.clear()
    this.active = branch
    yield* this.bringUp(this.player, branch)
    yield* this.player.moveTo(momentAt(Math.min(timeUs, branch.end.atUs)))
    if (beside) yield* this.compare(beside.id)
    else yield* this.comparison.catchUp(this.timeUs)
    this.branches.foldAway([this.active, this.comparison.track])
  }

  /** Lays a branch beside the active one; null: none. */
  *compare(id: number | null): Job<void> {
    this.comparison.clear()
    if (id === null) return
    const branch = this.branches.get(id)
    if (branch === this.active) throw new FaultlineError('compare.itself')
    yield* this.bringUp(this.comparison.player, branch)
    this.comparison.track = branch
    yield* this.comparison.catchUp(this.timeUs)
  }

  rename(id: number, name: string): void {
    this.branches.get(id).name = name.trim().slice(0, LIMITS.stringCharacters) || null
  }

  *remove(id: number): Job<void> {
    const branch = this.branches.get(id)
    if (branch.parent === null) throw new FaultlineError('branch.trunk')
    if (branch === this.active) yield* this.select(branch.parent)
    if (this.comparison.track === branch) this.comparison.clear()
    this.undone.forget(branch)
    this.branches.remove(branch)
    this.checkpoints.retain(this.tracks().map((t) => t.commands))
  }

  /* ---- values ---- */

  /** The active branch up to the playhead. */
  value(): RunValue {
    const commands = this.player.applied().map((stamped) => ({ ...stamped }))
    return {
      engine: ENGINE_VERSION,
      ...this.identity(),
      policies: this.policies.codesOf(commands),
      commands,
      horizonUs: this.timeUs,
    }
  }
  fingerprint(): Fingerprint {
    return this.player.fingerprint()
  }
  session(): Session {
    const branches = this.branches.list.map(({ id, parent, forkAtUs, name, commands, end }) => ({
      id,
      parent,
      forkAtUs,
      name,
      commands: commands.map((stamped) => ({ ...stamped })),
      endUs: end.atUs,
    }))
    const policies = this.policies.codesOf(branches.flatMap(({ commands }) => commands))
    const compare = this.branches.list.find((b) => b === this.comparison.track)?.id ?? null
    const playheadUs = this.timeUs
    return {
      engine: ENGINE_VERSION,
      ...this.identity(),
      policies,
      branches,
      active: this.active.id,
      compare,
      playheadUs,
    }
  }

  /** Another world of the same run, for comparing and for questions; it leaves no checkpoints. */
  anotherPlayer(operationsKept = 0): Player {
    return new Player(this.scenario, this.run.seed, this.checkpoints, false, operationsKept, this.policies)
  }

  /** Everything whose charts are held. */
  tracks(): Track[] {
    const { track } = this.comparison
    const shadow = track && this.comparison.act ? [track] : []
    return [...this.branches.list, ...shadow]
  }
  /** Bytes of all charts that are held, for redo too. */
  get chartBytes(): number {
    const stores = new Set([...this.tracks(), ...this.undone.known()].map((track) => track.store))
    return [...stores].reduce((sum, store) => sum + (store?.bytes ?? 0), 0)
  }

  private identity(): Pick<RunValue, 'scenario' | 'seed'> {
    return { scenario: this.run.scenario, seed: this.run.seed }
  }

  private hasChildren(branch: Branch): boolean {
    return this.branches.list.some((b) => b.parent === branch.id)
  }

  private branchOff(at: Position, commands: StampedCommand[], bornOfCommand: boolean): Branch {
    const branch = this.branches.add(this.active, at, commands, bornOfCommand)
    branch.store = this.active.store?.fork(at.atUs) ?? null
    this.active = branch
    this.checkpoints.active = branch.commands
    this.branches.foldAway([branch, this.comparison.track])
    return branch
  }

  private play(branch: Branch): void {
    this.player.adopt(branch)
    this.checkpoints.active = branch.commands
  }

  /**
   * Lets a player play a branch. What its charts do not know is taken from the run with the longest common past and computed
   * from there to the branch's end.
   */
  private *bringUp(player: Player, branch: Branch): Job<void> {
    if (player === this.player) this.checkpoints.active = branch.commands
    if (branch.store) {
      player.adopt(branch)
      return
    }
    let commonUs = 0
    for (const other of this.tracks()) {
      const untilUs = other === branch || !other.store ? 0 : commonTimeUs(other, branch)
      if (untilUs <= commonUs) continue
      commonUs = untilUs
      branch.store = other.store?.fork(untilUs) ?? null
    }
    const endUs = branch.end.atUs
    player.adopt(branch)
    player.jumpTowards(momentAt(commonUs))
    yield* player.playTo(momentAt(endUs))
  }
}

/** Whether all that a command names is in the scenario. */
function isNamed(scenario: Scenario, command: Command): boolean {
  try {
    checkCommand(scenario, command)
    return true
  } catch (error) {
    if (error instanceof FaultlineError) return false
    throw error
  }
}
