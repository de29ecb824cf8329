/** What bounds sockets, and which addresses are told. */
import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { hello } from '../../../src/classroom/messages'
import { read } from '../../../src/scenarios/schema/fields'
import { networkAddresses } from '../../../src/server/classroom/addresses'
import { Socket } from '../../../src/server/classroom/socket'
import { oldestOfMost, tooMuchUnread } from '../../../src/server/classroom/sockets'

const socketOf = (web: object) =>
  new Socket(
    web as never,
    { fits: () => true },
    () => 0,
    'here',
    () => {},
  )

it('of silent strangers, the oldest of the address that has most gives way', () => {
  const sockets = ['a', 'b', 'b', 'a', 'b'].map((address, n) => ({ address, n }))
  expect(oldestOfMost(sockets)?.n).toBe(1)
  expect(oldestOfMost([])).toBeNull()
})
it('of who never reads, those go for whom most waits, until it is little enough', () => {
  const sockets = [5, 40, 10, 30].map((unread) => ({ unread }))
  expect(tooMuchUnread(sockets, 20).map(({ unread }) => unread)).toEqual([40, 30])
  expect(tooMuchUnread(sockets, 85)).toEqual([])
})
it('a pong counts only as the answer to the last ping', () => {
  const pings: Buffer[] = []
  const socket = socketOf({ ping: (nonce: Buffer) => pings.push(nonce) })
  expect(socket.ping()).toBe(true)
  socket.pong(Buffer.alloc(0))
  expect(socket.ping()).toBe(false)
  socket.pong(pings[0])
  expect(socket.ping()).toBe(false)
  socket.pong(pings[2])
  expect(socket.ping()).toBe(true)
})
it('whoever reads 4 MB slower than it is written is let go; a host 16 MB', () => {
  const ended: string[] = []
  const web = { send: () => {}, terminate: () => ended.push('ended'), bufferedAmount: 5_000_000 }
  const host = socketOf(web)
  host.belongsTo('r', { role: 'host', id: 'h' })
  host.send(new Uint8Array(1))
  expect(ended).toEqual([])
  socketOf(web).send(new Uint8Array(1))
  expect(ended).toEqual(['ended'])
})
it('addresses are told with the likeliest first, and of IPv6 where it listens there', () => {
  const at = (address: string, internal = false) =>
    ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo
  const interfaces = {
    lo: [at('127.0.0.1', true), at('::1', true)],
    docker0: [at('172.17.0.1')],
    wlan0: [at('fe80::1'), at('fd00::5'), at('2001:db8::5'), at('192.168.1.5'), at('169.254.1.1')],
    eth0: [at('203.0.113.5')],
  }
  const four = ['192.168.1.5', '203.0.113.5']
  expect(networkAddresses('0.0.0.0', interfaces)).toEqual([...four, '172.17.0.1'])
  expect(networkAddresses('::', interfaces)).toEqual([...four, '2001:db8::5', 'fd00::5', '172.17.0.1'])
})
it('a newer server’s hello is still read', () => {
  const told = { faultline: 'classroom', protocol: 9, build: '2', nowMs: 1 }
  expect(read(hello, { ...told, more: true }, 'room.answer')).toEqual(told)
})
