/**
 * A run played from its value to its horizon at once, with its totals: for the command and for embedding. Keeps no
 * checkpoints; needs neither a browser nor Node.
 */
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/savedRun'
import { Totals } from '../telemetry'
import type { RunTotals } from '../telemetry'
import { Checkpoints } from './checkpoints'
import { finish } from './job'
import { Player } from './player'
import { endingAt, momentAt } from './track'

/** The player stands at the horizon (or where time no longer moved: `player.world.loop`). The run must have been validated. */
export function openRun(run: RunValue): { player: Player; totals: RunTotals } {
  const player = new Player(scenarioOf(run), run.seed, new Checkpoints(), false)
  const totals = new Totals(player.world.journeys.length)
  player.observation.listeners.push(totals)
  const commands = run.commands.map((stamped) => ({ ...stamped }))
  player.adopt({ commands, end: endingAt(run.horizonUs, commands), store: player.track.store })
  finish(player.playTo(momentAt(run.horizonUs)))
  return { player, totals: totals.totals() }
}
