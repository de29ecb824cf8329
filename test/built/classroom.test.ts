/** `faultline classroom` as built: comes up, prints how to come in, and loses nothing that it called stored when it is killed. */
import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { execPath } from 'node:process'
import { afterEach, expect, test } from 'vitest'
import { doorOf } from '../../src/classroom/links'
import { Client, joins, temporaryFolder, tryToEnter, until } from '../server/classroom/client'

const folder = temporaryFolder()
let server: ChildProcessWithoutNullStreams | null = null
afterEach(() => {
  server?.kill('SIGKILL')
})

interface Started {
  printed: string
  port: number
  room: string
  token: string
  code: string
}
const start = (...more: string[]) => started('dist/cli/faultline.js', 'classroom', '--data', folder.data, ...more)
/** Starts the command; resolves with what it printed once it tells how to come in. */
async function started(...command: string[]): Promise<Started> {
  const child = spawn(execPath, command)
  server = child
  let printed = ''
  child.stdout.on('data', (text) => (printed += String(text)))
  child.stderr.on('data', (text) => (printed += String(text)))
  await until(() => printed.includes('Does it work?') || child.exitCode !== null, 'it is up')
  const port = Number(/:(\d+)\/#\/room/.exec(printed)?.[1])
  const door = doorOf(/For you alone\s+\S+\?(\S+)/.exec(printed)?.[1] ?? '')
  if (door.by !== 'host') throw new Error(printed)
  return { printed, port, room: door.room, token: door.token, code: /code (\S+)/.exec(printed)?.[1] ?? '' }
}
async function killed(): Promise<void> {
  const child = server!
  child.kill('SIGKILL')
  await until(() => child.exitCode !== null || child.signalCode !== null, 'it is dead')
}

test('it serves the site on loopback alone, prints the doors, and stops when told to', async () => {
  const { printed, port } = await start('--port', '0')
  expect(printed).toMatch(/code [A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/)
  expect(printed).toContain('Only this computer can reach it')
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('<div id="root">')
  const child = server!
  child.kill('SIGTERM')
  await until(() => child.exitCode !== null, 'it ends')
  expect(child.exitCode).toBe(0)
})

test('npm run classroom is the same command, on what is built', async () => {
  const { printed, port } = await started('scripts/classroom.mjs', '--data', folder.data, '--port', '0')
  expect(printed).toContain(`The classroom is at http://localhost:${port}/`)
})

test('opened to a network it prints its addresses, a QR code and the page that checks', async () => {
  const { printed } = await start('--port', '0', '--host', '0.0.0.0')
  expect(printed).toMatch(/http:\/\/\S+:\d+\/check/)
  expect(printed).toMatch(/[█▀▄]{10}/)
})

test('killed in the middle and started again: every update that it called stored is there, and learners are who they were', async () => {
  const first = await start('--port', '0')
  const learners = await Promise.all(Array.from({ length: 8 }, () => joins(first.port, { code: first.code })))
  const clients = learners.map(({ room, token, id }) => new Client(first.port, room, token, id))
  const maps = await Promise.all(clients.map((client) => client.opened('learner')))
  const stored = clients.map(() => 0)
  let writing = true
  const writers = clients.map(async (client, i) => {
    for (let n = 1; writing; n++) {
      maps[i].set('hand', n)
      await client.stored('learner').catch(() => (writing = false))
      if (writing) stored[i] = n
    }
  })
  await until(() => stored.every((n) => n >= 20), 'all have written for a while')
  await killed()
  writing = false
  const safe = [...stored]
  for (const client of clients) client.end()
  // Ends the writers' waiting: nothing answers them any more.
  void Promise.allSettled(writers)

  const second = await start('--port', String(first.port))
  expect([second.room, second.token]).toEqual([first.room, first.token])
  for (const [i, { room, token, id }] of learners.entries()) {
    expect(await tryToEnter(second.port, room, token)).toMatchObject({ role: 'learner', id })
    const again = new Client(second.port, room, token, id)
    expect((await again.opened('learner')).get('hand')).toBeGreaterThanOrEqual(safe[i])
    again.end()
  }
})

test('a page that stays open through it comes back by itself, with what it wrote meanwhile', async () => {
  const { port, room, token, code } = await start('--port', '0')
  const joined = await joins(port, { code })
  const ada = new Client(port, room, joined.token, joined.id)
  const own = await ada.opened('learner')
  await killed()
  own.set('hand', 42)
  await start('--port', String(port))
  await until(() => ada.open('learner').isSynced, 'she is back')
  await ada.stored('learner')
  const teacher = new Client(port, room, token)
  expect((await teacher.opened('learner', joined.id)).get('hand')).toBe(42)
  ada.end()
  teacher.end()
})

test('what cannot be is said in one line', async () => {
  const refused = async (...args: string[]) => {
    const child = spawn(execPath, ['dist/cli/faultline.js', 'classroom', ...args])
    let said = ''
    child.stderr.on('data', (text) => (said += String(text)))
    await until(() => child.exitCode !== null, 'it ends')
    return { code: child.exitCode, said }
  }
  expect(await refused('--port', '99999')).toMatchObject({ code: 2 })
  expect((await refused('--data', '/dev/null/x', '--port', '0')).said).toMatch(
    /^faultline: rooms cannot be kept in "\/dev\/null\/x"[^\n]*\n$/,
  )
  expect((await refused('--redis', 'redis://127.0.0.1:1', '--port', '0')).said).toMatch(
    /^faultline: the Redis at redis:\/\/127.0.0.1:1 does not answer[^\n]*\n$/,
  )
  await start('--port', '0')
  expect((await refused('--data', folder.data, '--port', '0')).said).toMatch(
    /^faultline: another classroom \(process \d+\)[^\n]*\n$/,
  )
})
