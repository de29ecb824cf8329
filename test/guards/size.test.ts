/** The size budgets themselves, on planted sites: what counts to which budget, and that too much is found. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { weigh } from '../../scripts/size.mjs'

const site = mkdtempSync(join(tmpdir(), 'faultline-size-'))
afterEach(() => rmSync(site, { recursive: true, force: true }))

/** A site of scripts that do not compress; sizes in kB. The entry imports `shared` and, later, `late`. */
function plant(kb: { entry: number; shared: number; late: number; worker: number; monaco: number }): void {
  mkdirSync(join(site, '.vite'), { recursive: true })
  mkdirSync(join(site, 'assets/monaco'), { recursive: true })
  const write = (name: string, size: number) => writeFileSync(join(site, 'assets', name), randomBytes(size * 1000))
  write('index-1.js', kb.entry)
  write('shared-1.js', kb.shared)
  write('late-1.js', kb.late)
  write('lab.worker-1.js', kb.worker)
  write('monaco/editor-1.js', kb.monaco)
  const manifest = {
    'index.html': { file: 'assets/index-1.js', imports: ['_shared'], dynamicImports: ['late'] },
    _shared: { file: 'assets/shared-1.js' },
    late: { file: 'assets/late-1.js' },
  }
  writeFileSync(join(site, '.vite/manifest.json'), JSON.stringify(manifest))
}

const over = async () => (await weigh(site)).map((row) => row.over)

test('a site within both budgets passes, whatever Monaco weighs', async () => {
  plant({ entry: 50, shared: 40, late: 100, worker: 20, monaco: 3000 })
  expect(await over()).toEqual([false, false])
})

test('entry, its static imports and the first worker count together', async () => {
  plant({ entry: 100, shared: 60, late: 0, worker: 60, monaco: 0 })
  expect(await over()).toEqual([true, false])
})

test('what loads later counts to the whole', async () => {
  plant({ entry: 50, shared: 40, late: 260, worker: 20, monaco: 0 })
  expect(await over()).toEqual([false, true])
})
