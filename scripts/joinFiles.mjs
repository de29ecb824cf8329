// Which built files a joining phone loads until it shows a running cluster of its own, the page and its worker and what the two ask for on
// the way, and then to work on while the room's computer is away (src/app/room/learner/useStock.ts). A browser test compares this with
// what a browser asks for (test/browser/roomElsewhere.spec.ts).
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { siteScripts } from './firstLoad.mjs'

/** Chunks that come on demand, by their names without the hash; what they import statically comes with them. */
const ON_DEMAND =
  'worker LaterPlace room rooms lessons lessonProblems studio learner lesson LessonRoom ownRun FollowPanel charts models palette ' +
  'requests zooming savedRun spanner measures schema docket traceShown'
const STOCK =
  'Inspector ProblemText Palette Traces Verdicts verdicts SpaceTime NetworkView TableView BreakerPanel DecisionsHere gallery PolicyPanel ' +
  'Signals Screen Pictures links Trial Share openShared'

const STATIC = /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g

/** Addresses relative to the site; "" is the page. */
export function joinFiles(site = 'dist/site') {
  const assets = join(site, 'assets')
  const built = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))
  const named = (name) => name.replace(/-[\w-]{7}\.(js|css)$/, '')
  const wanted = new Set([ON_DEMAND, STOCK].flatMap((names) => names.split(' ')))
  const found = new Set(siteScripts(site).first.map((path) => basename(path)))
  const visit = (name) => {
    if (found.has(name)) return
    found.add(name)
    for (const [, next] of readFileSync(join(assets, name), 'utf8').matchAll(STATIC)) visit(next)
  }
  for (const name of wanted) if (!built.some((one) => named(one) === name)) throw new Error(`there is no chunk ${name}`)
  for (const name of built) if (name.endsWith('.js') && wanted.has(named(name))) visit(name)
  const chunks = new Set([...found].map(named))
  const styles = built.filter((name) => name.endsWith('.css') && (chunks.has(named(name)) || named(name) === 'page'))
  return ['', 'favicon.svg', ...[...found, ...styles].map((name) => `assets/${name}`)]
}
