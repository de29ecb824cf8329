/**
 * A run played once more for its judge, in a world of its own: whoever plays the run that is looked at never waits for it, and
 * a verdict is a function of the run's value and a time alone. Time before what is judged is known already; another past is
 * judged from the beginning.
 */
import type { StampedCommand } from '../../cluster/command'
import { journeysOf } from '../../scenarios/operationClasses'
import type { Scenario } from '../../scenarios/scenario'
import type { OperationListener } from '../../telemetry'
import { Checkpoints } from '../checkpoints'
import type { Job } from '../job'
import { Player, QUANTUM_EVENTS } from '../player'
import { liesOn } from '../track'
import { JourneyJudge } from './journeyJudge'
import { judgedWith, readKindsOf } from './judgedWith'
import type { RunVerdict, UnknownWhy } from './verdict'
import { weakWritersOf } from './weakWriters'

/** Virtual time between two looks. */
const LOOK_EVERY_US = 100_000

export class JudgedRun {
  private player: Player
  private judges: JourneyJudge[]
  private untilUs = 0

  constructor(
    private readonly scenario: Scenario,
    private readonly seed: number,
  ) {
    this.player = this.begin()
    this.judges = this.attach()
  }

  /** The run to be judged from now on, and how far: not beyond the last moment that surely lies in its past. */
  follow(commands: readonly StampedCommand[], untilUs: number): void {
    const own = commands.map((stamped) => ({ ...stamped }))
    const { player } = this
    const applied = player.applied()
    const same = applied.every((stamped, i) => own[i] && sameCommand(stamped, own[i]))
    const continued = [...applied, ...own.slice(applied.length)]
    if (!same || !liesOn(applied, player.position, continued)) {
      this.player = this.begin()
      this.judges = this.attach()
    }
    this.player.track.commands = [...this.player.applied(), ...own.slice(this.player.applied().length)]
    this.untilUs = untilUs
  }

  get behind(): boolean {
    return this.nextLookUs() <= this.untilUs && !this.player.world.loop
  }

  /** Judges on, to the last tick before the moment asked for. */
  *work(): Job<void> {
    while (this.behind) {
      const toUs = this.nextLookUs()
      while (this.player.timeUs < toUs || this.player.world.cluster.queue.peekTime() <= toUs) {
        this.player.advance(toUs, QUANTUM_EVENTS)
        yield
        if (this.player.world.loop) return
      }
      this.player.look()
      for (const judge of this.judges) judge.look(toUs)
    }
  }

  verdict(): RunVerdict {
    return { judgedUs: this.player.timeUs, journeys: this.judges.map((judge) => judge.verdict()) }
  }

  private nextLookUs(): number {
    return (Math.floor(this.player.timeUs / LOOK_EVERY_US) + 1) * LOOK_EVERY_US
  }

  private begin(): Player {
    return new Player(this.scenario, this.seed, new Checkpoints(), false)
  }

  private attach(): JourneyJudge[] {
    const judges = journeysOf(this.scenario).flatMap((journey, index) => {
      if (readKindsOf(this.scenario, index).size === 0) return []
      const keep = judgedWith(this.scenario, index)
      const voidedBy = weakWritersOf(this.scenario, index)
      return new JourneyJudge({ journey, index, keep, voidedBy, unknown: unknowable(this.scenario) })
    })
    const listeners: OperationListener[] = this.player.observation.listeners
    listeners.push(...judges)
    return judges
  }
}

/** Counters, sets and balances are no registers. */
function unknowable(scenario: Scenario): UnknownWhy | null {
  const store = scenario.groups.find((group) => group.role === 'store')
  const { replication } = store?.role === 'store' ? store : { replication: null }
  const merges = replication?.mode === 'crdt' && replication.type !== 'lwwRegister'
  const pays = scenario.groups.some(
    (group) =>
      group.role === 'clients' && group.journeys.some(({ steps }) => steps.some(({ op }) => op === 'transfer')),
  )
  return merges || pays ? 'notRegisters' : null
}

function sameCommand(a: StampedCommand, b: StampedCommand): boolean {
  return a.atUs === b.atUs && JSON.stringify(a.command) === JSON.stringify(b.command)
}
