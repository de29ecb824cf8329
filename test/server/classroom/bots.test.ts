/** Bots of a rehearsal do no harm to the classroom that they fill, whatever becomes of their lines. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, it } from 'vitest'
import type { Joined } from '../../../src/classroom/messages'
import { rehearse } from '../../../src/server/classroom/bots'

const ROOM = `r${'a'.repeat(26)}`
const joined: Joined = {
  room: ROOM,
  id: 'laaaaaaaaaaaa',
  name: 'Calm Otter',
  token: 'a'.repeat(32),
  returnCode: 'AAAACCCC',
  nowMs: 0,
}

it('one that leaves before its line has come up raises no error', async () => {
  const raised: unknown[] = []
  const note = (error: unknown) => raised.push(error)
  process.on('uncaughtException', note)
  const server = createServer((_, response) => response.end(JSON.stringify(joined)))
  const asked = new Promise<Duplex>((resolve) => server.on('upgrade', (_, stream) => resolve(stream))) // and never answered
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const rehearsal = rehearse(1, {
    port: (server.address() as AddressInfo).port,
    rooms: [{ room: ROOM, code: 'ACDEFGHJK' }],
  })
  const stream = await asked
  await rehearsal.end()
  await new Promise((resolve) => setImmediate(resolve)) // what it raises comes in the next turn
  stream.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  process.off('uncaughtException', note)
  expect(raised).toEqual([])
})
