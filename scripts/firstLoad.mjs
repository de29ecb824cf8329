// Which built files the page needs until the first cluster moves, and which it may ever load, Monaco apart: the page's entry
// and its worker, each with all that they import statically. What is imported on demand comes later.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Built names of workers of that kind; the first one is whichever the page's own first scripts start. */
const WORKERS = /\bworker-[\w-]+\.js/g

/** Files that a built module imports statically: its imports stand side by side at its head. */
function importsOf(path) {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name]) => name)
}

export function siteScripts(site = 'dist/site') {
  const manifestPath = join(site, '.vite/manifest.json')
  if (!existsSync(manifestPath)) throw new Error(`${manifestPath} is missing: run "npm run build" first`)
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
  const assets = join(site, 'assets')
  const built = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const first = new Set()
  const visit = (name) => {
    if (first.has(name)) return
    first.add(name)
    importsOf(join(assets, name)).forEach(visit)
  }
  visit(manifest['index.html'].file.replace('assets/', ''))
  const workers = [...first].flatMap((name) => readFileSync(join(assets, name), 'utf8').match(WORKERS) ?? [])
  if (new Set(workers).size !== 1) throw new Error(`firstLoad: the page starts ${new Set(workers).size} workers`)
  visit(workers[0])
  return { first: [...first].map((name) => join(assets, name)), all: built.map((name) => join(assets, name)) }
}
