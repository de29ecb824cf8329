/** The same policies give the same outcomes, step for step, in Node, JavaScriptCore (jsc) and SpiderMonkey (js102), in SES there. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { ATTEMPTS } from './attempts'
import { direct } from './direct'
import { ENDLESS_BODIES } from './endless'
import { BESIDES, EXAMPLES } from './realistic'

const programs = [
  ...Object.entries(EXAMPLES).map(([name, { source, calls }]) => ({
    files: { 'policy.ts': source, ...BESIDES[name] },
    calls,
  })),
  ...[...ENDLESS_BODIES, ...ATTEMPTS.map(([body]) => body)].map((body) => ({
    files: { 'policy.ts': `export function decide() {\n${body}\n}` },
    calls: [[]],
  })),
]

const RUN = `
var say = typeof print === 'function' ? print : console.log
var realm = Sandbox.lockedRealm(globalThis)
say(JSON.stringify(PROGRAMS.map(function (program) {
  var compiled = Sandbox.compilePolicy(program.files, 'policy.ts')
  var module = realm.evaluate(compiled.js, compiled.lines)
  return program.calls.map(function (args) { return module.call('decide', args) })
})))`

let script = ''

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(import.meta.dirname, 'shellEntry.ts'), name: 'Sandbox', formats: ['iife'] },
      rolldownOptions: { external: ['ses'] },
    },
  })
  const [{ output }] = built as { output: { code: string }[] }[]
  const ses = readFileSync('node_modules/ses/dist/ses.umd.min.js', 'utf8')
  script = [ses, output[0].code, `var PROGRAMS = ${JSON.stringify(programs)}`, RUN].join('\n;')
})

for (const shell of [process.execPath, 'jsc', 'js102']) {
  const isHere = spawnSync(shell, ['-e', '0']).error === undefined
  const name = shell === process.execPath ? 'node' : shell
  test.skipIf(!isHere)(`in ${name}${isHere ? '' : ' (skipped: it is not installed)'}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-policies-'))
    const file = join(folder, 'script.js')
    writeFileSync(file, script)
    const { stdout, stderr } = spawnSync(shell, [file], { encoding: 'utf8', maxBuffer: 1e8 })
    rmSync(folder, { recursive: true })
    expect(stderr).toBe('')
    const outcomes = programs.map(({ files, calls }) => calls.map((args) => direct(files).call('decide', args)))
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(outcomes)))
  })
}
