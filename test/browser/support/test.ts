/**
 * What every browser test stands on. A test fails, whatever else it asserts, on any console error or warning (of pages,
 * workers and the service worker), on an uncaught error, and on any request that leaves the hosts under test.
 */
import type { BrowserContext, Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import { HOSTILE_URL, PLAIN_HOST, PLAIN_URL, SITE_URL } from './hosts'

export { expect }
export type { Page }

const HOSTS = [SITE_URL, HOSTILE_URL, PLAIN_URL].map((url) => new URL(url).host)

interface Watched {
  /** Complaints so far; empty at the end, or the test fails. A test that provokes one on purpose takes it out with `forgive`. */
  complaints: string[]
  /** Takes out the complaints that match; errors if there is none, so that it cannot outlive its reason. */
  forgive: (pattern: RegExp) => void
  /** A page in a fresh profile, watched like the first: nothing stored, no service worker yet. */
  freshPage: () => Promise<Page>
}
interface Options {
  /**
   * Whether the service worker is there, which fetches and stores the whole site beside every first visit: much work for what few
   * tests are about. Without it the page is as on plain http.
   */
  keepsOffline: boolean
}

function leavesHost(address: string): boolean {
  const { protocol, host, hostname } = new URL(address)
  if (hostname === PLAIN_HOST || hostname === '127.0.0.1') return false // this machine; a test's own classroom has a port of its own
  return protocol !== 'data:' && protocol !== 'blob:' && !HOSTS.includes(host)
}

function watch(context: BrowserContext, complaints: string[]): void {
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      if (leavesHost(socket.url())) complaints.push(`socket leaves the host: ${socket.url()}`)
    })
  })
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
    }
  })
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    if (leavesHost(request.url())) complaints.push(`request leaves the host: ${request.url()}`)
  })
}

async function withoutServiceWorker(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
}

export const test = base.extend<Options & { watched: Watched }>({
  keepsOffline: [false, { option: true }],
  watched: [
    async ({ context, browser, baseURL, viewport, keepsOffline }, use) => {
      const complaints: string[] = []
      const opened: BrowserContext[] = []
      const prepare = async (one: BrowserContext): Promise<void> => {
        watch(one, complaints)
        if (!keepsOffline) await withoutServiceWorker(one)
      }
      await prepare(context)
      await use({
        complaints,
        forgive(pattern) {
          const kept = complaints.filter((complaint) => !pattern.test(complaint))
          expect(kept.length, `a complaint matching ${pattern.source}`).toBeLessThan(complaints.length)
          complaints.splice(0, complaints.length, ...kept)
        },
        async freshPage() {
          const fresh = await browser.newContext({ baseURL, viewport })
          opened.push(fresh)
          await prepare(fresh)
          return fresh.newPage()
        },
      })
      await Promise.all(opened.map((fresh) => fresh.close()))
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})
