// npm start: builds the site and serves it.
import { execFileSync } from 'node:child_process'
import { execPath } from 'node:process'

execFileSync(execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
await import(new URL('../dist/server/serve.js', import.meta.url).href)
