/**
 * `limit.codel`: when CoDel drops while waits stay too long. A queue is emptied a request every ten microseconds whose wait never
 * falls below twice the target; the drops come as RFC 8289's control law says.
 */
import { newCodel, shouldDrop } from '../../resilience/shed'
import { instant } from '../caseTable'
import type { Figures } from '../experiment'

type CodelRun = { targetMs: number; intervalMs: number; drops: number }
const STEP_US = 10
const PUBLISHED: Figures = { drop1: 0, drop2: 100, drop3: 170.71, drop4: 228.45, drop5: 278.45 }

export const limitCodel = instant<CodelRun>({
  id: 'limit.codel',
  source: 'Nichols et al., RFC 8289, "Controlled Delay Active Queue Management", 2018',
  parameters: [
    { name: 'targetMs', min: 0.01, max: 10_000, whole: false },
    { name: 'intervalMs', min: 0.1, max: 10_000, whole: false },
    { name: 'drops', min: 1, max: 100, whole: true },
  ],
  cases: [{ targetMs: 5, intervalMs: 100, drops: 5 }],
  name: ({ targetMs, intervalMs, drops }) => `target ${targetMs} ms, interval ${intervalMs} ms, ${drops} drops`,
  measure(setting) {
    const { targetMs, intervalMs, drops } = setting
    const atMs = dropTimesMs(setting)
    const measured: Record<string, number> = { 'target/interval': targetMs / intervalMs }
    const law: Record<string, number> = {}
    let next = 0
    for (let n = 1; n <= drops; n++) {
      measured[`drop${n}`] = atMs[n - 1] - atMs[0]
      law[`drop${n}`] = next
      next += intervalMs / Math.sqrt(n)
    }
    const usual = targetMs === 5 && intervalMs === 100 && drops === 5
    const expected = usual ? { ...PUBLISHED, 'target/interval': 0.05 } : law
    // Published to hundredths; a drop is seen at the next request, a hundredth of a millisecond later at most.
    const tolerance = Object.fromEntries(Object.keys(law).map((name) => [name, 0.016]))
    return { expected, measured, tolerance }
  },
})

function dropTimesMs({ targetMs, intervalMs, drops }: CodelRun): number[] {
  const config = { targetUs: targetMs * 1_000, intervalUs: intervalMs * 1_000 }
  const codel = newCodel()
  const atMs: number[] = []
  for (let nowUs = STEP_US; atMs.length < drops; nowUs += STEP_US)
    if (shouldDrop(codel, config, 2 * config.targetUs, 1, nowUs)) atMs.push(nowUs / 1_000)
  return atMs
}
