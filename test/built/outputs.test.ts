/** What the build leaves in dist/: each output stands alone, and is what its users can load. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test('the command and the server are one file each, and import only what Node has', () => {
  expect(filesUnder('dist/cli')).toEqual(['dist/cli/faultline.js'])
  expect(filesUnder('dist/server')).toEqual(['dist/server/serve.js'])
  for (const file of ['dist/cli/faultline.js', 'dist/server/serve.js']) {
    const imported = [...readFileSync(file, 'utf8').matchAll(/^import\b[^'"]*['"]([^'"]+)['"]/gm)].map(
      ([, name]) => name,
    )
    for (const name of imported) expect(builtinModules, `${file} imports ${name}`).toContain(name.replace('node:', ''))
  }
})

test('the command has the engine at its top: imported on demand by one of its own files it would lose its constants', () => {
  expect(readFileSync('dist/cli/faultline.js', 'utf8')).toMatch(
    /^(var SimulatedCluster = )?class SimulatedCluster\b|^var SimulatedCluster = class/m,
  )
})

test('the engine is a classic script that needs neither DOM nor Node and defines one global, Faultline', () => {
  const shell = createContext(Object.create(null) as object)
  runInContext(readFileSync('dist/engine/faultline.js', 'utf8'), shell)
  expect(Object.keys(shell)).toEqual(['Faultline'])
  expect(runInContext('typeof globalThis.Faultline', shell)).toBe('object')
})

test('the site names no foreign host to load from, and no address from the root', () => {
  const page = readFileSync('dist/site/index.html', 'utf8')
  for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\.\//)
  const manifest = JSON.parse(readFileSync('dist/site/manifest.webmanifest', 'utf8')) as Record<string, string>
  expect([manifest.start_url, manifest.scope]).toEqual(['./', './'])
})

test('the policy of the page stays strict in the built page', () => {
  const page = readFileSync('dist/site/index.html', 'utf8')
  expect(page).toContain("default-src 'none'; script-src 'self'; style-src")
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/)
})

test('the service worker keeps the whole site but Monaco', () => {
  const worker = readFileSync('dist/site/sw.js', 'utf8')
  const kept = filesUnder('dist/site').filter((file) => /assets\/[^/]+\.(js|css)$/.test(file))
  for (const file of kept) expect(worker).toContain(file.replace('dist/site/', ''))
  expect(worker).not.toMatch(/url:\s*["']assets\/monaco\//)
  const styles = kept.filter((file) => file.endsWith('.css'))
  expect(styles.filter((file) => readFileSync(file, 'utf8').includes('.monaco-editor '))).toEqual([])
})

test('the command refuses what it does not know with one line and exit 2', () => {
  const call = () => execFileSync(process.execPath, ['dist/cli/faultline.js', 'nonsense'], { stdio: 'pipe' })
  expect(call).toThrow(expect.objectContaining({ status: 2 }))
})
