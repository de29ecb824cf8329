// Which built files the page needs until the first cluster moves, and which it may ever load, Monaco apart.
// Read from the build's manifest: the entry with its static imports, plus what the entry asks for at once (listed here).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Sources that the page imports dynamically, yet needs before the first cluster moves. */
const NEEDED_AT_ONCE = []
/** Workers that run the first cluster, by the start of their built name. */
const FIRST_WORKERS = /^(lab|worker)/i

export function siteScripts(site = 'dist/site') {
  const manifestPath = join(site, '.vite/manifest.json')
  if (!existsSync(manifestPath)) throw new Error(`${manifestPath} is missing: run "npm run build" first`)
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
  const first = new Set()
  const visit = (key) => {
    const { file, imports = [] } = manifest[key]
    if (first.has(file)) return
    first.add(file)
    imports.forEach(visit)
  }
  const needed = ['index.html', ...NEEDED_AT_ONCE].filter((key) => {
    if (!(key in manifest)) throw new Error(`firstLoad: the build has no ${key}`)
    return true
  })
  needed.forEach(visit)
  const built = readdirSync(join(site, 'assets')).filter((name) => name.endsWith('.js'))
  for (const name of built) if (FIRST_WORKERS.test(name)) first.add(`assets/${name}`)
  const files = (names) => [...names].filter((name) => name.endsWith('.js')).map((name) => join(site, name))
  return { first: files(first), all: files(built.map((name) => `assets/${name}`)) }
}
