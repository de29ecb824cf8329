/** Rooms where the site is not at the root of a classroom's server: on a plain website there are none, behind a proxy they work as ever. */
import { joinFiles } from '../../scripts/joinFiles.mjs'
import { joinBy, openClassroom, teach } from './support/classroom'
import { DIST } from './support/hosts'
import { proxyTo } from './support/proxy'
import { expect, test } from './support/test'

test('on a plain website a room’s link says how to open a room, and all else works', async ({ page, watched }) => {
  await page.goto('./#/room')
  await expect(page.getByRole('heading', { name: 'There is no room here' })).toBeVisible()
  await expect(page.getByText('npm run classroom -- --host 0.0.0.0')).toBeVisible()
  await page.getByRole('link', { name: 'Start page' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Faultline|laboratory|system/i)
  watched.complaints.splice(0, watched.complaints.length, ...watched.complaints.filter((one) => !/404/.test(one)))
})

test('behind a proxy, in a location of its own, a class joins and is seen', async ({
  page: teacher,
  watched,
  browser,
}) => {
  const room = await openClassroom()
  const proxy = await proxyTo(Number(new URL(room.host).port), '/faultline/')
  const there = (address: string): string => proxy.root + new URL(address).hash
  try {
    await teach(teacher, { ...room, host: there(room.host) })
    const before = proxy.passed.length
    const learner = await watched.freshPage()
    const name = await joinBy(learner, there(room.join))
    await expect(teacher.getByText('1 here', { exact: true })).toBeVisible()
    const learners = teacher.getByRole('region', { name: 'Learners', exact: true })
    await expect(learners.getByRole('button', { name: new RegExp(`^${name}\\b`) })).toContainText('running')
    expect(proxy.passed).toContainEqual(expect.stringMatching(/^\/classroom\/socket\?/))
    expect(new URL(learner.url()).pathname).toBe('/faultline/')
    // What the benchmark of a class takes for a joining phone's files is what a browser asks for.
    const asked = new Set(proxy.passed.slice(before).filter((path) => path.startsWith('/assets/')))
    const counted = joinFiles(`${DIST}/site`).map((path) => `/${path}`)
    expect([...asked].filter((path) => !counted.includes(path))).toEqual([])
  } finally {
    for (const context of browser.contexts()) await context.close()
    await proxy.close()
    await room.close()
  }
})
