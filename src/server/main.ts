/** `npm start` after the build: serves dist/site on PORT (4173) at HOST (this machine only) and prints the address. */
import { existsSync } from 'node:fs'
import process, { env, exit, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { serveSite } from './site'

const folder = fileURLToPath(new URL('../site', import.meta.url))
const port = Number(env.PORT ?? 4173)
const host = env.HOST ?? '127.0.0.1'

function refuse(message: string): never {
  stderr.write(`${message}\n`)
  exit(1)
}

if (!Number.isInteger(port) || port < 0 || port > 65535) refuse(`PORT is "${env.PORT}"; it must be 0 to 65535.`)
if (!existsSync(`${folder}/index.html`)) refuse('The site is not built yet: run "npm run build" first.')

try {
  const server = await serveSite(folder, port, host)
  const address = server.address()
  const shownHost = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host
  stdout.write(`Faultline is at http://${shownHost}:${typeof address === 'object' ? address?.port : port}\n`)
  const stop = () => {
    server.closeAllConnections()
    server.close(() => exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  refuse(taken ? `Port ${port} is in use; choose another, as in "PORT=4174 npm start".` : String(error))
}
