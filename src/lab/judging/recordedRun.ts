/** A run's history from its beginning to its horizon, to be handed to other tools: exactly what the page's judge judges. */
import type { StampedCommand } from '../../cluster/command'
import { writeJepsenEdn, type History } from '../../checkers'
import { FaultlineError } from '../../kernel'
import { NO_POLICIES, type PolicyLibrary } from '../../policies'
import { journeysOf } from '../../scenarios/operationClasses'
import type { ModeName } from '../../scenarios/modes'
import type { RunValue } from '../../scenarios/run'
import { scenarioOf } from '../../scenarios/scenarioOf'
import type { Scenario } from '../../scenarios/scenario'
import { ClientHistory } from '../../telemetry'
import { Checkpoints } from '../checkpoints'
import { inMode } from '../inMode'
import { finish, type Job } from '../job'
import { Player, QUANTUM_EVENTS } from '../player'
import { judgedWith } from './judgedWith'
import { RegisterHistory } from './registerHistory'

/** As text that others read: jepsen-edn. */
export function* recordedText(
  { run, mode, journey }: { run: RunValue; mode: ModeName; journey: string },
  policies?: PolicyLibrary,
): Job<string> {
  const { seed, horizonUs, commands, ...other } = inMode(run, mode)
  return writeJepsenEdn(yield* recordedRunJob(scenarioOf(other), seed, horizonUs, commands, journey, policies))
}
export function recordedRun(...run: Parameters<typeof recordedRunJob>): History {
  return finish(recordedRunJob(...run))
}
/** `journey`: only its reads, with all writes to their keys; null: all. Throws history.journey { got, allowed }. */
export function* recordedRunJob(
  scenario: Scenario,
  seed: number,
  forUs: number,
  commands: readonly StampedCommand[],
  journey: string | null,
  policies: PolicyLibrary = NO_POLICIES,
): Job<History> {
  const journeys = journeysOf(scenario)
  const index = journey === null ? -1 : journeys.indexOf(journey)
  if (journey !== null && index < 0)
    throw new FaultlineError('history.journey', { got: journey.slice(0, 40), allowed: journeys.join(', ') })
  const keeps = index < 0 ? null : judgedWith(scenario, index)
  const recorded = new ClientHistory((op) => keeps?.[op.class] ?? op.kind !== 'submit')
  const player = new Player(scenario, seed, new Checkpoints(), false, 0, policies)
  player.observation.listeners.push(recorded)
  player.track.commands = commands.map((stamped) => ({ ...stamped }))
  while (player.advance(forUs, QUANTUM_EVENTS) === QUANTUM_EVENTS && !player.world.loop) yield
  player.look()
  const registers = new RegisterHistory()
  for (const event of recorded.events) registers.add(event)
  return registers.history
}
