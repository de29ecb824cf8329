// Runs the faultline command with the arguments given, building it first where it is missing or older than its source.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { argv, execPath, exit } from 'node:process'

const COMMAND = 'dist/cli/faultline.js'

function newestMs(folder) {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs)
  }
  return newest
}

function run(...parameters) {
  const { status } = spawnSync(execPath, parameters, { stdio: 'inherit' })
  if (status !== 0) exit(status ?? 1)
}

if (!existsSync(COMMAND) || statSync(COMMAND).mtimeMs < newestMs('src')) run('scripts/build.mjs', 'cli')
run(COMMAND, ...argv.slice(2))
