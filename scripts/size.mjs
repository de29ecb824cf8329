// npm run size: the size budgets of the built page (kB after gzip). Prints each figure; exits 1 where one is over.
import { argv, exit } from 'node:process'
import { pathToFileURL } from 'node:url'
import filePlugin from '@size-limit/file'
import sizeLimit from 'size-limit'
import { siteScripts } from './firstLoad.mjs'

// A budget is what may not be outgrown; the goal is where it should come to. Of the first load, React with its DOM is 70 kB, the
// engine that plays the first preset in its worker 91 kB (a third of it what a leaderless store can do), the page with its painters
// 45 kB and its words 17 kB. Of the whole, the other replication modes are 33 kB, reproductions 31 kB, charts 35 kB, layout, zoom and
// palette by their libraries 52 kB, live verdicts and histories 47 kB, traces, signals, statechart and screen 60 kB, with and without 8 kB,
// the form of what calls go by 11 kB, what is wrong with a learner's policy 3 kB (words), what compiles and confines learners' code 128 kB
// (SES, a parser of JavaScript, and one that takes TypeScript's types away). Of the lessons, their texts, scenarios and code are 68 kB, one
// chunk a lesson; their page with the statechart's library, Markdown's reader and the judge 110 kB, on demand;
// homework, with its judge's worker, 28 kB; where lessons are made 35 kB. Twelve of the first load
// came with the lessons' ways into the lab, and want looking at.
const BUDGETS = {
  first: { title: 'JavaScript needed for the first moving cluster', limitKb: 241, goalKb: 120 },
  all: { title: 'all JavaScript without Monaco', limitKb: 1200, goalKb: 260 },
}

/**
 * Each budget with what the site in that folder weighs against it.
 * @param {string} site
 * @returns {Promise<{ title: string, limitKb: number, goalKb: number, kb: number, over: boolean }[]>}
 */
export async function weigh(site) {
  const scripts = siteScripts(site)
  const names = Object.keys(BUDGETS)
  const sizes = await sizeLimit([filePlugin], { checks: names.map((name) => ({ files: scripts[name], gzip: true })) })
  return names.map((name, index) => {
    const kb = sizes[index].size / 1000
    return { ...BUDGETS[name], kb, over: kb > BUDGETS[name].limitKb }
  })
}

if (import.meta.url === pathToFileURL(argv[1]).href) {
  const rows = await weigh('dist/site')
  for (const { title, kb, limitKb, goalKb, over } of rows) {
    console.log(`${over ? 'OVER' : 'ok  '} ${title}: ${kb.toFixed(1)} of ${limitKb} kB (goal: ${goalKb} kB)`)
  }
  exit(rows.some(({ over }) => over) ? 1 : 0)
}
