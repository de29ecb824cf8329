/** The size budgets themselves, on planted sites: what counts to which budget, and that too much is found. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { weigh } from '../../scripts/size.mjs'

const site = mkdtempSync(join(tmpdir(), 'faultline-size-'))
afterEach(() => rmSync(site, { recursive: true, force: true }))

/** A site of scripts that do not compress; sizes in kB. The entry imports `shared`, starts a worker, which imports `engine`,
 * and loads `late` when asked to, which starts a worker of its own. */
function plant(kb: { entry: number; shared: number; late: number; engine: number; monaco: number }): void {
  mkdirSync(join(site, '.vite'), { recursive: true })
  mkdirSync(join(site, 'assets/monaco'), { recursive: true })
  const write = (name: string, size: number, imports = '') =>
    writeFileSync(join(site, 'assets', name), Buffer.concat([Buffer.from(imports), randomBytes(size * 1000)]))
  write('index-1.js', kb.entry, 'import{t as e}from"./shared-1.js";import("./late-1.js");new Worker("worker-1.js");')
  write('shared-1.js', kb.shared)
  write('late-1.js', kb.late, 'new Worker("worker-0.js");')
  write('worker-0.js', 5)
  write('worker-1.js', 1, 'import"./engine-1.js";')
  write('engine-1.js', kb.engine)
  write('monaco/editor-1.js', kb.monaco)
  const manifest = { 'index.html': { file: 'assets/index-1.js' } }
  writeFileSync(join(site, '.vite/manifest.json'), JSON.stringify(manifest))
}

const over = async () => (await weigh(site)).map((row) => row.over)

test('a site within both budgets passes, whatever Monaco weighs', async () => {
  plant({ entry: 50, shared: 40, late: 100, engine: 20, monaco: 3000 })
  expect(await over()).toEqual([false, false])
})

test('the entry, the worker and what they import statically count together', async () => {
  plant({ entry: 144, shared: 58, late: 0, engine: 50, monaco: 0 })
  expect(await over()).toEqual([true, false])
})

test('a worker that is started later is no part of the first load', async () => {
  plant({ entry: 125, shared: 50, late: 0, engine: 50, monaco: 0 })
  expect(await over()).toEqual([false, false])
})

test('what loads later counts to the whole', async () => {
  plant({ entry: 50, shared: 40, late: 2000, engine: 20, monaco: 0 })
  expect(await over()).toEqual([false, true])
})
