/**
 * The worker that will evaluate learners' code, on a host that sends no headers: nothing in it reaches the network, storage
 * or another worker, however it is asked for.
 */
import { FORBIDDEN, FORBIDDEN_OF_NAVIGATOR } from '../../src/lab/confine'
import { SANDBOX_POLICY } from '../../src/server/site'
import { HOSTILE_URL, SITE_URL } from './support/hosts'
import { openLab } from './support/lab'
import { expect, test } from './support/test'

for (const [where, url] of [
  ['a host that sends no headers', HOSTILE_URL],
  ['our own server', SITE_URL],
]) {
  test(`in the lab’s worker nothing reaches out, on ${where}`, async ({ page }) => {
    await openLab(page, `${url}#/lab`)
    const lab = page.workers().find((worker) => worker.url().includes('worker'))!
    const found = await lab.evaluate(
      ([names, ofNavigator]) => {
        const own = globalThis as unknown as Record<string, unknown>
        const navigator = own.navigator as Record<string, unknown>
        const asked = [...names.map((name) => own[name]), ...ofNavigator.map((name) => navigator[name])]
        // What every object inherits may be reached through any of them.
        const behind: string[] = []
        for (let object: object | null = globalThis; object !== null; object = Object.getPrototypeOf(object) as object)
          behind.push(...Object.getOwnPropertyNames(object).filter((name) => names.includes(name) && own[name]))
        return { asked: asked.filter((value) => value !== undefined && value !== null).length, behind }
      },
      [[...FORBIDDEN], [...FORBIDDEN_OF_NAVIGATOR]] as [string[], string[]],
    )
    expect(found).toEqual({ asked: 0, behind: [] })
    const tried = await lab.evaluate(`
      const attempts = {
        fetch: () => fetch('/'), request: () => new XMLHttpRequest(), socket: () => new WebSocket('ws://localhost'),
        events: () => new EventSource('/'), script: () => importScripts('/x.js'), worker: () => new Worker('/x.js'),
        channel: () => new BroadcastChannel('x'), database: () => indexedDB.open('x'), cache: () => caches.open('x'),
        beacon: () => navigator.sendBeacon('/', 'x'), font: () => new FontFace('x', 'url(/x)').load(),
      }
      Object.keys(attempts).filter((name) => { try { attempts[name](); return true } catch { return false } })
    `)
    expect(tried).toEqual([])
    // It may evaluate, which the page may not.
    expect(await lab.evaluate(`new Function('return 6 * 7')()`)).toBe(42)
    const { 'content-security-policy': policy } = (await page.request.get(lab.url())).headers()
    expect(policy).toBe(url === SITE_URL ? SANDBOX_POLICY : undefined)
  })
}
