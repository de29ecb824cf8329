/** React renders a summary, never frames: at most six commits a second while the run plays, however fast it plays. */
import { act, openLab } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const OVER_MS = 5000
const MOST_PER_SECOND = 6

/** Stands where React's developer tools would, before the page loads, and counts what React tells them. */
function countCommits(): void {
  const counting = { commits: 0 }
  Object.assign(window, {
    counting,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      onCommitFiberRoot: () => counting.commits++,
      onCommitFiberUnmount: () => undefined,
      checkDCE: () => undefined,
    },
  })
}

async function commitsPerSecond(page: Page): Promise<number> {
  return page.evaluate(async (overMs) => {
    const { counting } = window as unknown as { counting: { commits: number } }
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const fromMs = await nextFrame()
    const before = counting.commits
    let nowMs = fromMs
    while (nowMs - fromMs < overMs) nowMs = await nextFrame()
    return ((counting.commits - before) / (nowMs - fromMs)) * 1000
  }, OVER_MS)
}

for (const [speed, presses] of [
  ['real time', 0],
  ['fastest', 3],
] as const) {
  test(`at ${speed}, with a fault in force, React commits at most ${MOST_PER_SECOND} times a second`, async ({
    page,
  }) => {
    await page.addInitScript(countCommits)
    await openLab(page)
    await act(page, 'shard-2a', 'Cut from its peers')
    const slider = page.getByRole('slider', { name: /^Speed/ })
    await slider.focus()
    for (let i = 0; i < presses; i++) await page.keyboard.press('ArrowRight')
    await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`^${speed}`))
    const rate = await commitsPerSecond(page)
    expect(rate, 'the count counts').toBeGreaterThan(0)
    expect(rate).toBeLessThanOrEqual(MOST_PER_SECOND)
  })
}
