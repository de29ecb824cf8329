// A static host as bad as they come: the site under a sub-path, and no header but the content's type.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { env } from 'node:process'

const site = resolve(env.FAULTLINE_DIST ?? 'dist', 'site')
const UNDER = '/some/sub-path/'
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.ttf': 'font/ttf',
}

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/' || pathname === '/favicon.ico') return response.end('up')
  const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname
  const file = normalize(join(site, path.slice(UNDER.length)))
  if (!path.startsWith(UNDER) || !file.startsWith(site + sep)) return response.writeHead(404).end()
  readFile(file).then(
    (body) => response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body),
    () => response.writeHead(404).end(),
  )
}).listen(Number(env.PORT), '127.0.0.1')
