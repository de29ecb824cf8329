/** Code that places keys and settles conflicts, applied in mid-run: the shard, and the charts, tell what it does. */
import type { Command } from '../../src/cluster/command'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import type { Scenario } from '../../src/scenarios/scenario'
import { movingShop } from '../scenarios/movingShop'
import { effect, find, openLab, press, seek } from './support/lab'
import { linkTo } from './support/links'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const studio = (page: Page) => page.getByRole('complementary', { name: 'Code', exact: true })
const linkOf = (scenario: string | Scenario, horizonUs: number): string =>
  linkTo({
    run: { engine: ENGINE_VERSION, scenario, seed: 7, policies: {}, commands: [], horizonUs },
    view: { playing: false },
  })

async function takeOver(page: Page, decision: string, title: string): Promise<void> {
  await find(page, 'Edit a decision…', 'edit decision')
  await press(page, decision, studio(page))
  await studio(page).getByRole('checkbox', { name: 'Plain editor' }).setChecked(true)
  await expect(studio(page).getByRole('textbox', { name: 'Code, policy.ts' })).toHaveValue(/export/)
  await press(page, 'Start from ▾', studio(page))
  await press(page, new RegExp(`^${title}`), studio(page))
  await press(page, 'Apply', studio(page))
  await expect(studio(page).getByText(/^Your code, /)).toBeVisible()
}

test('all keys to one shard: it alone is asked, and what was written elsewhere is missed', async ({ page }) => {
  await openLab(page, linkOf('storefront', 3e6))
  await takeOver(page, 'Which shard a key goes to', 'All to one shard')
  await seek(page, 9)
  await expect(studio(page).getByText(/^Your code, everywhere, .*: [1-9][\d,]* decisions, no failure/)).toBeVisible()
  const stale = effect(page).getByRole('button', { name: / → .*: dashboard, stale reads$/ })
  await expect(stale).toHaveAttribute('aria-label', /^0 → [1-9]/)
  await press(page, 'Close the code', studio(page))
  await page.getByRole('button', { name: 'Store: Leaderless quorum ▾' }).click()
  await page.getByRole('button', { name: 'Look inside the store' }).click()
  const row = (shard: string) =>
    page.getByRole('region', { name: 'Inside the store' }).getByRole('row', { name: new RegExp(`^${shard} `) })
  for (const shard of ['shard-2', 'shard-3', 'shard-4']) await expect(row(shard)).toContainText(' 0 /s')
  await expect(row('shard-1')).toContainText(/[1-9]\d\d /)
})

/** Written on both sides of a partition that ends with the writing, at three seconds. */
function apart(): Scenario {
  const leaders = { mode: 'multileader', resolution: 'lastWriterWins', retryUs: 200_000 } as const
  const { groups, ...rest } = movingShop({ replication: leaders, shards: 1, shardsMax: 1, w: 1, r: 1 })
  const users = { count: 2_000, active: 40, zipf: 0 }
  const cutOff: Command = {
    kind: 'partition',
    groups: [[{ node: 'shard-1a' }], [{ node: 'shard-1b' }, { node: 'shard-1c' }]],
  }
  return {
    ...rest,
    groups: groups.map((group) => (group.role === 'clients' ? { ...group, users } : group)),
    faults: [
      { atUs: 500_000, ...cutOff },
      { atUs: 3e6, kind: 'kill', target: { group: 'customers' } },
      { atUs: 3_100_000, kind: 'healAll' },
    ],
  }
}

test('a replica that keeps what is here already: keys stay apart when all is healed', async ({ page }) => {
  await openLab(page, linkOf(apart(), 6e6))
  await press(page, /^Stale reads /)
  const apartNow = (keys: RegExp) => page.getByRole('img', { name: new RegExp(`^Replicas apart: now ${keys.source};`) })
  await expect(apartNow(/0/)).toBeVisible()
  await seek(page, 1)
  await takeOver(page, 'What stays of versions that meet', 'What is here already')
  await seek(page, 6)
  await expect(apartNow(/[1-9]\d*/)).toBeVisible()
})
