// npm run bench:classroom [-- --learners 400 --seconds 300 --redis]: a class over WebSockets on loopback. Everybody loads cold what a
// joining phone needs, and joins; the teacher leads; digests go once a second; the server is killed in the middle and started again. With --redis two servers share
// the room over a Redis that is started here, and one of the two is killed. Prints each figure beside its goal; exit 1 where one is missed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { execPath, exit, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import { joinFiles } from './joinFiles.mjs'

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '400' },
    seconds: { type: 'string', default: '300' },
    redis: { type: 'boolean', default: false },
  },
})
const LEARNERS = Number(values.learners)
const SECONDS = Number(values.seconds)
const BROADCASTS = 30
const WRITE_EVERY_S = 5

const COMMAND = 'dist/cli/faultline.js'
if (!existsSync(COMMAND) || !existsSync('dist/classroom/server.js') || !existsSync('dist/site/index.html')) {
  console.error('build first: npm run build')
  exit(2)
}
if (values.redis && spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('skipped: there is no redis-server here (Debian: apt install redis-server)')
  exit(0)
}

const folder = mkdtempSync(joinPath(tmpdir(), 'faultline-bench-'))
const children = new Set()
let missed = 0

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
async function until(holds, what, seconds = 60) {
  for (let tries = 0; tries < seconds * 50; tries++) {
    if (await holds()) return
    await wait(20)
  }
  throw new Error(`within ${seconds} s it did not come to pass: ${what}`)
}
function tell(what, value, unit, goal) {
  const ok = goal === undefined || value <= goal
  if (!ok) missed++
  const beside = goal === undefined ? '' : `   (goal: ${goal} ${unit})`
  console.log(`${ok ? 'ok    ' : 'MISSED'} ${what}: ${Math.round(value * 10) / 10} ${unit}${beside}`)
}
const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
function start(file, parameters) {
  const child = spawn(file, parameters, { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  child.said = ''
  for (const out of [child.stdout, child.stderr]) out.on('data', (text) => (child.said += String(text)))
  child.on('exit', () => children.delete(child))
  return child
}
async function startServer(port, keep) {
  const child = start(execPath, [COMMAND, 'classroom', '--port', String(port), ...keep])
  await until(() => child.said.includes('Does it work?') || child.exitCode !== null, 'a server is up')
  if (child.exitCode !== null) throw new Error(child.said)
  return child
}
function memoryMb({ pid }) {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : ''
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** Seconds of a core that it has used; 0 where the system does not tell. */
function usedS({ pid }) {
  const file = `/proc/${pid}/stat`
  const fields = existsSync(file) ? readFileSync(file, 'utf8').split(') ')[1].split(' ') : []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}

async function loadPage(at, files) {
  for (const file of files) {
    const answer = await fetch(`${at}${file}`, { headers: { 'accept-encoding': 'gzip' } })
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
    await answer.arrayBuffer()
  }
}

class Page {
  constructor(port, room, token, id) {
    Object.assign(this, {
      port,
      room,
      token,
      id,
      arrivals: new Map(),
      stored: 0,
      said: 0,
      batches: 0,
      tiles: 0,
      horizonMs: 0,
      gapMs: 0,
    })
    this.web = new HocuspocusProviderWebsocket({
      url: `ws://127.0.0.1:${port}/classroom/socket?protocol=${protocol}`,
      WebSocketPolyfill: WebSocket,
      delay: 500,
      minDelay: 200,
      maxDelay: 3_000,
    })
    this.documents = {}
  }
  open(name) {
    const provider = new HocuspocusProvider({
      websocketProvider: this.web,
      name: `${this.room}/${name}`,
      token: this.token,
      awareness: null,
      onStateless: ({ payload }) => this.heard(JSON.parse(payload)),
    })
    provider.attach()
    this.documents[name] = provider
    return provider.document.getMap('it')
  }
  heard(message) {
    if (message.say === 'stored') this.stored = Math.max(this.stored, message.n)
    if (message.say === 'horizon') {
      const nowMs = performance.now()
      if (this.horizonMs > 0) this.gapMs = Math.max(this.gapMs, nowMs - this.horizonMs)
      this.horizonMs = nowMs
    }
    if (message.say !== 'digests') return
    this.batches++
    this.tiles += Object.keys(message.digests).length
  }
  get isHere() {
    return Object.values(this.documents).every((one) => one.isAuthenticated && one.isSynced)
  }
  end() {
    for (const one of Object.values(this.documents)) one.destroy()
    this.web.destroy()
  }
}

let protocol = 0 // as the server says
async function join(port, code) {
  const answer = await fetch(`http://127.0.0.1:${port}/classroom/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol, code }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}
const digest = (second) => ({
  state: 'running',
  open: 'storefront',
  timeUs: second * 1_000_000,
  stale: 0.013,
  answered: 0.987,
  p99Us: 43_210 + second,
  goals: 1,
  goalsOf: 3,
  down: 0,
  print: { hex: '0123456789abcdef', atUs: 5_000_000, events: 123_456 },
  hidden: false,
})

async function bench() {
  const ports = values.redis ? [await freePort(), await freePort()] : [await freePort()]
  let keep = ['--data', joinPath(folder, 'rooms')]
  if (values.redis) {
    const port = await freePort()
    const settings = ['--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always']
    const redis = start('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...settings])
    await until(() => redis.said.includes('Ready to accept connections'), 'Redis is up')
    keep = ['--redis', `redis://127.0.0.1:${port}`]
  }
  const servers = []
  for (const port of ports) servers.push(await startServer(port, keep))
  protocol = (await (await fetch(`http://127.0.0.1:${ports[0]}/classroom/hello`)).json()).protocol
  const code = /code ([A-Z0-9-]+)/.exec(servers[0].said)[1]
  const [, room, token] = /join=(\w+)&host=(\w+)/.exec(servers[0].said)
  let mostMb = 0
  const watching = setInterval(() => (mostMb = Math.max(mostMb, ...servers.map(memoryMb))), 250)

  const files = joinFiles()
  let startedMs = performance.now()
  await Promise.all(
    Array.from({ length: LEARNERS }, (_, i) => loadPage(`http://127.0.0.1:${ports[i % ports.length]}/`, files)),
  )
  tell(
    `${LEARNERS} cold page loads at once (${files.length} files each)`,
    (performance.now() - startedMs) / 1_000,
    's',
    60,
  )

  const teacher = new Page(ports[0], room, token, 'teacher')
  const lead = teacher.open('lead')
  for (const name of ['host', 'roster', 'answers', 'screen', 'sequence']) teacher.open(name)
  await until(() => teacher.isHere, 'the teacher is here')

  startedMs = performance.now()
  const learners = await Promise.all(
    Array.from({ length: LEARNERS }, async (_, i) => {
      const port = ports[i % ports.length]
      const joined = await join(port, code)
      const page = new Page(port, joined.room, joined.token, joined.id)
      page.lead = page.open('lead')
      page.own = page.open(`learner/${joined.id}`)
      page.open('sequence')
      page.documents.lead.document.on('update', () => {
        const n = page.lead.get('given/all')?.n
        if (n !== undefined && !page.arrivals.has(n)) page.arrivals.set(n, performance.now())
      })
      return page
    }),
  )
  await until(() => learners.every(({ isHere }) => isHere), 'everybody is in the room', 90)
  tell(`${LEARNERS} learners join`, (performance.now() - startedMs) / 1_000, 's', 30)

  let second = 0
  const steps = setInterval(() => {
    second++
    // Everybody at their own moment of the second.
    for (const [i, page] of learners.entries()) {
      setTimeout(
        () => {
          const { documents, own, id } = page
          const mine = documents[`learner/${id}`]
          if (!mine.isAuthenticated) return
          mine.sendStateless(JSON.stringify({ say: 'digest', digest: digest(second) }))
          if ((second + i) % WRITE_EVERY_S !== 0) return
          page.said++
          own.set('hand', page.said)
          mine.sendStateless(JSON.stringify({ say: 'store', n: page.said }))
        },
        (i * 997) % 1_000,
      )
    }
  }, 1_000)

  // One cluster for all: its horizon goes to everybody five times a second.
  const act = (n, what) => teacher.documents.host.sendStateless(JSON.stringify({ say: 'act', n, act: what }))
  act(1, { do: 'share', link: '1.abc', endUs: 3_600_000_000, pace: 1 })
  act(2, { do: 'run', running: true })
  await until(() => learners.every(({ horizonMs }) => horizonMs > 0), 'everybody hears the horizon')

  const latencies = []
  const rounds = []
  for (let n = 1; n <= BROADCASTS; n++) {
    await wait(700)
    const sentMs = performance.now()
    lead.set('given/all', { n, given: { kind: 'preset', preset: 'storefront', seed: n }, atMs: Date.now() })
    await until(() => learners.every(({ arrivals }) => arrivals.has(n)), 'a broadcast reaches everybody')
    const all = learners.map(({ arrivals }) => arrivals.get(n) - sentMs).sort((a, b) => a - b)
    latencies.push(...all)
    rounds.push(share(all, 0.95))
  }
  latencies.sort((a, b) => a - b)
  rounds.sort((a, b) => a - b)
  tell(`${BROADCASTS} broadcasts reach 95 % of everybody within`, share(latencies, 0.95), 'ms', 250)
  tell('nine broadcasts of ten reach 95 % within', share(rounds, 0.9), 'ms', 250)
  tell('the slowest of them reaches 95 % within', rounds.at(-1), 'ms')
  tell('all of them reach all within', latencies.at(-1), 'ms', 1_000)

  const before = { batches: teacher.batches, tiles: teacher.tiles, usedS: usedS(servers[0]) }
  const span = Math.max(1, SECONDS / 2)
  await wait(span * 1_000)
  tell(
    'batches of digests a second at the teacher, short of one',
    1 - (teacher.batches - before.batches) / span,
    '',
    0.1,
  )
  tell('digests a second and learner, short of one', 1 - (teacher.tiles - before.tiles) / span / LEARNERS, '', 0.1)

  tell('of a core that the server used meanwhile', (100 * (usedS(servers[0]) - before.usedS)) / span, '%')
  tell('longest that anybody waited for the shared horizon', Math.max(...learners.map(({ gapMs }) => gapMs)), 'ms')

  const killed = servers.at(-1)
  killed.kill('SIGKILL')
  await until(() => !children.has(killed), 'the server is dead')
  const acknowledged = learners.map(({ stored }) => stored)
  startedMs = performance.now()
  servers[servers.length - 1] = await startServer(ports.at(-1), keep)
  tell('a killed server is up again', (performance.now() - startedMs) / 1_000, 's')
  await until(() => learners.every(({ isHere }) => isHere) && teacher.isHere, 'everybody is back', 90)
  tell('after it was killed everybody is back', (performance.now() - startedMs) / 1_000, 's', 30)
  await wait(span * 1_000)
  clearInterval(steps)
  await wait(2_000)

  // Everybody leaves, so that nobody's page can fill in what the server had lost; then strangers to it read.
  const last = learners.map(({ stored }) => stored)
  for (const page of learners) page.end()
  let lost = 0
  for (let from = 0; from < LEARNERS; from += 50) {
    await Promise.all(
      learners.slice(from, from + 50).map(async ({ port, token: theirs, id }, i) => {
        const page = new Page(port, room, theirs, id)
        const own = page.open(`learner/${id}`)
        await until(() => page.isHere, 'a learner’s document is read')
        if (!((own.get('hand') ?? 0) >= Math.max(acknowledged[from + i], last[from + i]))) lost++
        page.end()
      }),
    )
  }
  tell('learners of whom an acknowledged update was lost', lost, '', 0)
  tell(
    'updates acknowledged',
    last.reduce((sum, n) => sum + n, 0),
    '',
  )
  clearInterval(watching)
  tell('memory of the server, at most', mostMb, 'MB', 512)
  teacher.end()
}

// Whoever reads our output may stop reading; the servers must end all the same.
stdout.on('error', () => {})

try {
  await bench()
} catch (error) {
  console.error(error)
  missed++
} finally {
  for (const child of children) child.kill('SIGKILL')
  await wait(300)
  rmSync(folder, { recursive: true, force: true })
}
exit(missed > 0 ? 1 : 0)
