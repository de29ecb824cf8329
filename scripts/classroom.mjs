// npm run classroom: builds what is missing or older than its source, and opens a classroom with the arguments given.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process, { argv, execPath } from 'node:process'

const OUTPUTS = { site: 'dist/site/index.html', cli: 'dist/cli/faultline.js', classroom: 'dist/classroom/server.js' }

function newestMs(folder) {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs)
  }
  return newest
}
const sourceMs = Math.max(newestMs('src'), newestMs('lessons'))
const stale = Object.keys(OUTPUTS).filter(
  (name) => !existsSync(OUTPUTS[name]) || statSync(OUTPUTS[name]).mtimeMs < sourceMs,
)
if (stale.length > 0) execFileSync(execPath, ['scripts/build.mjs', ...stale], { stdio: 'inherit' })

// npm starts this through a shell that does not pass signals on: when npm is told to end, so must the classroom.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 500).unref()

// In place: the command reads the very array.
argv.splice(1, 1, OUTPUTS.cli, 'classroom')
await import(new URL(`../${OUTPUTS.cli}`, import.meta.url).href)
