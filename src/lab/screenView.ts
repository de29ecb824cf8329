/**
 * What users see at the playhead, as their latest answers tell it: each part of their pages with a real operation of the run,
 * and how often it was less than whole so far. Where somebody fared worse within the last seconds, that is whom is shown.
 */
import type { FeatureFlag } from '../cluster'
import { FEATURE_FLAGS } from '../cluster'
import { features } from '../scenarios/features'
import type { Scenario, StepSpec } from '../scenarios/scenario'
import type { Answer, AnswerCounts } from '../telemetry'
import { switchedOff } from './inside'
import type { Player } from './player'

/** `figures`: what a dashboard reads of its user; `extras`: its recommendations, of the same answer; `order`: reading what was just paid. */
export type ScreenPart = 'figures' | 'extras' | 'payment' | 'order' | 'report'
export interface ScreenTile {
  part: ScreenPart
  journey: string
  answer: Answer | null // null: nobody was answered yet
  counts: AnswerCounts
  causes: { cause: number; times: number }[]
}
export interface ScreenView {
  tiles: ScreenTile[]
  flags: { flag: FeatureFlag; on: boolean }[] // of the features that there are
}
/** Who was answered badly is shown for so long. */
const HURT_FOR_US = 2_000_000

export function screenView(player: Player): ScreenView {
  const { scenario, world } = player
  const seen = new Set<ScreenPart>()
  const tiles = world.classes.flatMap(({ journeyId, step, journey }, operationClass) => {
    if (journey < 0) return []
    return partsOf(stepOf(scenario, journeyId, step))
      .filter((part) => !seen.has(part))
      .map((part): ScreenTile => {
        seen.add(part)
        const { answers } = player.observation
        return {
          part,
          journey: journeyId,
          answer: shownAnswer(player, operationClass),
          counts: answers.countsOf(operationClass),
          causes: answers.causesOf(operationClass),
        }
      })
  })
  return { tiles, flags: flagsOf(player, scenario) }
}

function stepOf(scenario: Scenario, journeyId: string, step: number): StepSpec | undefined {
  const journeys = scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
  return journeys.find(({ id }) => id === journeyId)?.steps[step]
}
function partsOf(step: StepSpec | undefined): ScreenPart[] {
  switch (step?.op) {
    case 'read':
      return step.key === 'order' ? ['order'] : step.recommendations ? ['figures', 'extras'] : ['figures']
    case 'write':
      return step.key === 'order' ? ['payment'] : []
    case 'transfer':
      return ['payment']
    case 'submit':
      return ['report']
    default:
      return []
  }
}
function shownAnswer({ observation, timeUs }: Player, operationClass: number): Answer | null {
  const hurt = observation.answers.latest(operationClass, 'hurt')
  if (hurt && timeUs - hurt.returnedUs < HURT_FOR_US) return hurt
  return observation.answers.latest(operationClass, 'any')
}
function flagsOf({ world }: Player, scenario: Scenario): ScreenView['flags'] {
  const off = world.cluster.nodes.reduce((bits, node) => bits | switchedOff(node), 0)
  return features(scenario).map((flag) => ({ flag, on: (off & (1 << FEATURE_FLAGS.indexOf(flag))) === 0 }))
}
