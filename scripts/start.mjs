// npm start: builds the site and serves it.
import { execFileSync } from 'node:child_process'
import process, { env, execPath } from 'node:process'

execFileSync(execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
await import(new URL('../dist/server/serve.js', import.meta.url).href)

// npm starts this through a shell that does not pass signals on: when npm is told to end, so must the server.
if (env.npm_lifecycle_event === 'start') {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}
