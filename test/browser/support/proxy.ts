/** A proxy that passes one location on to a server of this computer, as the README shows it for nginx, WebSockets included. */
import { createServer, request as ask } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { PLAIN_HOST } from './hosts'

export interface Proxy {
  /** Where it shows the server's root. */
  root: string
  /** Addresses that were asked for, under the server's root. */
  passed: string[]
  close(): Promise<void>
}

/** `location`: such as "/faultline/". What is asked for elsewhere is not there. */
export async function proxyTo(port: number, location: string): Promise<Proxy> {
  const passed: string[] = []
  const under = ({ url = '' }: IncomingMessage): string | null => {
    if (!url.startsWith(location)) return null
    const path = url.slice(location.length - 1)
    passed.push(path)
    return path
  }
  const server = createServer((incoming, response) => {
    const path = under(incoming)
    if (path === null) return response.writeHead(404).end()
    const { method, headers } = incoming
    const passing = ask({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passing.on('error', () => response.destroy())
    incoming.pipe(passing)
  })
  server.on('upgrade', (incoming, socket, head) => {
    const path = under(incoming)
    const onward = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ]) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    if (path === null) return void socket.destroy()
    const lines = incoming.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []))
    onward.write(`${incoming.method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    onward.write(head)
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    root: `http://${PLAIN_HOST}:${(server.address() as AddressInfo).port}${location}`,
    passed,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
