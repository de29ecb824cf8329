// npm test: every check of the project, in order. A failing one does not hide those after it; without a build the browser
// tests count as one failure. The last line sums all of them: "N passed, N failed".
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath, exit } from 'node:process'

const reports = mkdtempSync(join(tmpdir(), 'faultline-test-'))
const tool = (name) => join('node_modules/.bin', name)

/** Runs one program. Quiet: its output is shown only if it fails. Resolves to its exit code. */
function run(command, parameters, { quiet, environment = {} }) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      env: { ...env, ...environment },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    let output = ''
    child.stdout?.on('data', (text) => (output += text))
    child.stderr?.on('data', (text) => (output += text))
    child.on('error', (error) => (output += String(error)))
    child.on('close', (code) => {
      if (quiet && code !== 0) console.log(output)
      resolve(code ?? 1)
    })
  })
}

const results = []
let startedMs = 0
function record(name, passed, failed, skipped = 0, again = 0) {
  results.push({ name, passed, failed })
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(0)
  const skips = skipped > 0 ? `, ${skipped} skipped` : ''
  const secondTry = again > 0 ? `, ${again} of them only at the second try: mend them` : ''
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed${secondTry}, ${failed} failed${skips} (at ${seconds} s)`,
  )
  return failed === 0
}

/** A check that passes or fails as a whole. */
async function whole(name, command, parameters) {
  const code = await run(command, parameters, { quiet: true })
  return record(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1)
}

/** A suite that writes a report; `count` reads it. A suite that fails beyond its tests, or writes none, is one failure. */
async function suite(name, file, command, parameters, environment, count) {
  const code = await run(command, parameters, { quiet: false, environment })
  let counts
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return record(name, 0, 1)
  }
  const { passed, failed, skipped, again } = counts
  return record(name, passed, failed === 0 && code !== 0 ? 1 : failed, skipped, again)
}

function vitest(name, ...projects) {
  const file = join(reports, `${name}.json`)
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const chosen = projects.flatMap((project) => ['--project', project])
  return suite(`${name} tests`, file, tool('vitest'), ['run', ...chosen, ...reporters], {}, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
  }))
}

function browser() {
  const file = join(reports, 'browser.json')
  const environment = { FAULTLINE_REPORT: file }
  return suite('browser tests', file, tool('playwright'), ['test'], environment, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    again: stats.flaky,
  }))
}

startedMs = Date.now()
// Lint takes one core for minutes; all but the browser tests goes on beside it.
const linted = whole('lint', tool('eslint'), ['.', '--max-warnings', '0'])
await whole('types', tool('tsc'), ['-b', 'tsconfig.json'])
await whole('format', tool('prettier'), ['--check', '.'])
await whole('layering', tool('depcruise'), ['src', '--config', '.dependency-cruiser.mjs'])
await whole('unused code', tool('knip'), [])
await vitest('unit', 'floors', 'unit')
if (await whole('build', execPath, ['scripts/build.mjs'])) {
  await whole('size', execPath, ['scripts/size.mjs'])
  await vitest('built', 'built')
  await whole('lessons carry their load', execPath, ['dist/cli/faultline.js', 'lessons', 'verify', '--seeds', '6'])
  await linted
  await browser()
} else {
  record('tests of the build, not run', 0, 1)
}
await linted

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
const failing = results.filter(({ failed }) => failed > 0).map(({ name }) => name)
if (failing.length > 0) console.log(`failing: ${failing.join(', ')}`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
exit(failing.length > 0 ? 1 : 0)
