/**
 * For every decision: its code is edited and applied in the middle of a run, and a chart changes as it should. Those that are not
 * here are in takenOver.spec.ts, begun from what the gallery has.
 */
import { EDITS } from './support/edits'
import { openLab, seek } from './support/lab'
import { applyDecision, changeOf, openDecision, pausedRun, writeCode } from './support/studio'
import { expect, test } from './support/test'

for (const [title, { scenario, atS, untilS, decision, text, journey, measure, goes }] of Object.entries(EDITS))
  test(title, async ({ page }) => {
    await openLab(page, pausedRun(scenario, atS * 1e6))
    await openDecision(page, decision)
    await writeCode(page, text)
    await applyDecision(page)
    await seek(page, untilS)
    const [without, happened] = await changeOf(page, journey, measure)
    if (goes === 'up') expect(happened).toBeGreaterThan(without)
    else expect(happened).toBeLessThan(without)
  })
