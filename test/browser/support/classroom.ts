/** A classroom's server of its own for a test, as a teacher starts it, reached under a name that is not localhost. */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { DIST, PLAIN_HOST } from './hosts'
import { press } from './lab'
import { test } from './test'

export interface Classroom {
  /** For the teacher alone. */
  host: string
  /** As the QR code has it. */
  join: string
  /** Where one types the code. */
  door: string
  code: string
  /** At once and without a word, as a computer dies. */
  kill(): Promise<void>
  /** As a computer that falls asleep: its connections stand, and nothing answers. */
  sleep(): void
  wake(): void
  /** Again, on what was stored, at the same address. */
  start(): Promise<void>
  close(): Promise<void>
}

export async function openClassroom(): Promise<Classroom> {
  const data = mkdtempSync(join(tmpdir(), 'faultline-room-'))
  const serve = (port: string) =>
    spawn(process.execPath, [`${DIST}/cli/faultline.js`, 'classroom', '--port', port, '--data', data])
  let server = serve('0')
  const told = await toldBy(server)
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }
  const addresses = (told.match(/http:\/\/\S+#\/room\S*/g) ?? []).map((address) =>
    address.replace('http://localhost:', `http://${PLAIN_HOST}:`),
  )
  const [host, door, byRoom] = addresses
  return {
    host,
    door,
    join: byRoom,
    code: /code (\S+)/.exec(told)?.[1] ?? '',
    kill: () => end('SIGKILL'),
    sleep: () => void server.kill('SIGSTOP'),
    wake: () => void server.kill('SIGCONT'),
    async start() {
      server = serve(new URL(host).port)
      await toldBy(server)
    },
    async close() {
      await end('SIGTERM')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
/** Before each test of a file a room is opened, and closed after it. */
export function inARoom(opened: (room: Classroom) => void): void {
  let room: Classroom
  test.beforeEach(async () => opened((room = await openClassroom())))
  test.afterEach(async ({ browser }) => {
    // Pages first: what they say of a room that is gone is not of the test.
    for (const context of browser.contexts()) await context.close()
    await room.close()
  })
}
/** What it prints until the room can be reached. */
function toldBy(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    server.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString('utf8')
      if (text.includes('Does it work?')) resolve(text)
    })
    server.stderr?.on('data', (piece: Buffer) => (text += piece.toString('utf8')))
    server.once('exit', () => reject(new Error(`the classroom did not open: ${text}`)))
  })
}

/** The teacher's page, once the room's documents are there. */
export async function teach(page: Page, { host }: Classroom): Promise<void> {
  await page.goto(host)
  await expect(page.getByRole('tab', { name: 'Learners' })).toBeVisible()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
}
export async function part(page: Page, name: string): Promise<Locator> {
  await page.getByRole('tab', { name, exact: true }).click()
  return page.getByRole('tabpanel', { name, exact: true })
}

/** Joins by the QR code's link; answers the name that the room gave. */
export async function joinBy(page: Page, address: string): Promise<string> {
  await page.goto(address)
  await press(page, 'Join this room')
  return ownName(page)
}
export async function joinByCode(page: Page, { door, code }: Classroom): Promise<string> {
  await page.goto(door)
  await page.getByRole('textbox', { name: /^Code/ }).fill(code.toLowerCase())
  await press(page, 'Join')
  return ownName(page)
}
async function ownName(page: Page): Promise<string> {
  const bar = page.getByText(/^You are /)
  await expect(bar).toBeVisible()
  return ((await bar.textContent()) ?? '').replace('You are ', '')
}

export async function returnCode(page: Page): Promise<string> {
  await press(page, 'Me ▾')
  const text = (await page.getByText(/^Return code /).textContent()) ?? ''
  await page.keyboard.press('Escape')
  return text.replace('Return code ', '')
}
/** Under another name of the same computer: for a browser that is another site. */
export async function comeBack(page: Page, room: Classroom, code: string): Promise<void> {
  await page.goto(room.join.replace(PLAIN_HOST, '127.0.0.1'))
  await page.getByText('I was here before').click()
  await page.getByRole('textbox', { name: 'Return code' }).fill(code)
  await press(page, 'Come back')
}
export const saved = (page: Page): Promise<void> => expect(page.getByText('Saved', { exact: true })).toBeVisible()
