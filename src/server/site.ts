/**
 * Serves the built site: a folder of files, with the headers that the design asks of our own servers. The page's own
 * policy stands in index.html; a worker does not inherit it, so the worker that evaluates learner's code
 * (the lab's, assets/worker-….js) is sent one that lets it evaluate and keeps it off the network.
 */
import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import sirv from 'sirv'

export const SANDBOX_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'none'"

function setHeaders(response: ServerResponse, path: string): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  // Names under assets/ carry a hash of the content; everything else may change with the next build.
  response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (/^\/assets\/worker-[^/]*\.js$/.test(path)) response.setHeader('Content-Security-Policy', SANDBOX_POLICY)
}

/** The folder's files, compressed where the build has put a compressed one beside and the browser takes it. */
export function siteFiles(folder: string): RequestListener {
  const files = sirv(folder, { etag: true, gzip: true, brotli: true, setHeaders })
  return (request, response) => {
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Nothing is here.\n')
    })
  }
}

/**
 * Starts serving `folder`; resolves once it listens.
 * Errors: what `listen` gives, as EADDRINUSE where the port is taken.
 */
export function serveSite(folder: string, port: number, host: string): Promise<Server> {
  const server = createServer(siteFiles(folder))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      resolve(server)
    })
  })
}
