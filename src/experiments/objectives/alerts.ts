/**
 * An alert under a steady stream: good operations until its long window is full, then errors of one share for a while, then good ones
 * again. It is looked at 300 times in its short window.
 */
import type { AlertRule, Objective } from '../../telemetry/slo'
import { judgeAlert, newAlert, recordOperations } from '../../telemetry/slo'

export interface Watched {
  firesUs: number // after the errors began; Infinity: never
  endsUs: number // after the errors ended
  stepUs: number // between one look and the next
}
/** Within a short window. */
const LOOKS = 300
const OPERATIONS_A_STEP = 100_000

export function watch(rule: AlertRule, objective: Objective, errorRate: number, errorsUs: number): Watched {
  const stepUs = rule.shortUs / LOOKS
  const alert = newAlert(rule, stepUs)
  const fromUs = rule.longUs
  const untilUs = fromUs + errorsUs
  let firesUs = Infinity
  let endsUs = Infinity
  for (let nowUs = 0; nowUs < untilUs + 2 * rule.longUs; nowUs += stepUs) {
    const bad = nowUs >= fromUs && nowUs < untilUs ? Math.floor(errorRate * OPERATIONS_A_STEP + 0.5) : 0
    recordOperations(alert, OPERATIONS_A_STEP, bad, nowUs)
    const change = judgeAlert(alert, rule, objective, nowUs)
    if (change === 'fires') firesUs = nowUs + stepUs - fromUs
    if (change === 'ends') {
      endsUs = nowUs + stepUs - untilUs
      break
    }
  }
  return { firesUs, endsUs, stepUs }
}
