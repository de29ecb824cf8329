/** One seed of a trial: the run up to the change once, from there on with it and without it. */
import type { StampedCommand } from '../../cluster/command'
import { FaultlineError } from '../../kernel'
import type { PolicyLibrary } from '../../policies'
import { NO_POLICIES } from '../../policies'
import { objectivesOf } from '../../scenarios/objectives'
import { scenarioOf } from '../../scenarios/scenarioOf'
import { Totals } from '../../telemetry'
import { Checkpoints } from '../checkpoints'
import type { Job } from '../job'
import { Player } from '../player'
import type { Position } from '../track'
import { momentAt } from '../track'
import type { Values } from './figures'
import { begunSince, valuesOf } from './sideFigures'
import type { Trial } from './trial'
import { commandsFor } from './trial'

export interface Side {
  fingerprint: string // at the horizon
  values: Values
}
export interface SeedRun {
  seed: number
  with: Side
  without: Side
}

/** Throws run.loop. */
export function* seedRunJob(trial: Trial, seed: number, policies: PolicyLibrary = NO_POLICIES): Job<SeedRun> {
  const player = new Player(scenarioOf(trial.with), seed, new Checkpoints(), false, 0, policies)
  const commands = commandsFor(trial, seed)
  const happened = yield* sideJob(player, commands.with, trial)
  return { seed, with: happened, without: yield* sideJob(player, commands.without, trial) }
}

function* sideJob(player: Player, commands: StampedCommand[], { fromUs, with: { horizonUs } }: Trial): Job<Side> {
  const start: Position = { atUs: 0, events: 0, applied: 0 }
  player.adopt({ commands, end: start, store: null })
  yield* player.moveTo(fromUs === 0 ? start : momentAt(fromUs - 1))
  player.checkpoint()
  const { journeys, scenario } = player.world
  const totals = new Totals(journeys.length)
  player.observation.listeners.push(begunSince(fromUs, totals))
  const before = alertsOf(player)
  yield* player.playTo(momentAt(horizonUs))
  if (player.world.loop) throw new FaultlineError('run.loop', player.world.loop)
  const alerts = objectivesOf(scenario).length > 0 ? alertsOf(player) - before : null
  return { fingerprint: player.fingerprint().hex, values: valuesOf(totals.totals(), horizonUs - fromUs, alerts) }
}

/** Incidents so far, the open one too. */
function alertsOf(player: Player): number {
  const { ended, open } = player.observation.objectives.incidents
  return ended + (open ? 1 : 0)
}
