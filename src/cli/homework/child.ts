/**
 * The child process that judges one submission, and how it is started: with a bound to its heap and one to its buffers, no files but the command itself, no
 * threads or children of its own, and nothing left that reaches the network. Whoever started it kills it when its time is over.
 */
import { fork } from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { JudgeAnswer, JudgeHand, JudgeRequest } from '../../classroom/homework/asking'
import { judgeServer } from '../../classroom/homework/serve'
import { FaultlineError } from '../../kernel'
import { confine } from '../../lab/confine'
import { loadBook } from '../../lab/policyWorkshop'

/** Tells the command that it is such a process. */
export const JUDGE = '--judge-submission'

export interface JudgeLimits {
  seconds: number
  /** Of the heap, and as many of buffers outside of it. */
  megabytes: number
}

/** Its asking rejects with judge.time, judge.memory or judge.crashed. */
export function judgeChild({ seconds, megabytes }: JudgeLimits): JudgeHand {
  const self = fileURLToPath(import.meta.url)
  const permission = ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  )
  const child = fork(self, [JUDGE, String(megabytes)], {
    execArgv: [
      `--max-old-space-size=${megabytes}`,
      ...(permission === undefined ? [] : [permission, `--allow-fs-read=${self}`]),
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let ended: FaultlineError | null = null
  let answer: (told: JudgeAnswer) => void = () => {}
  let fail: (why: FaultlineError) => void = () => {}
  const end = (why: FaultlineError): void => {
    ended ??= why
    fail(ended)
  }
  const timer = setTimeout(() => {
    end(new FaultlineError('judge.time', { seconds }))
    child.kill('SIGKILL')
  }, seconds * 1000)
  child.on('message', (told: JudgeAnswer) => answer(told))
  child.on('error', () => end(new FaultlineError('judge.crashed')))
  child.on('exit', (code, signal) => {
    const outOfMemory = signal === 'SIGABRT' || code === 134
    end(outOfMemory ? new FaultlineError('judge.memory', { megabytes }) : new FaultlineError('judge.crashed'))
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        answer = resolve
        fail = reject
        if (ended) reject(ended)
        else child.send(request, (error) => error && end(new FaultlineError('judge.crashed')))
      }),
    dismiss: () => {
      clearTimeout(timer)
      child.kill('SIGKILL')
    },
  }
}

/** What such a process does: answers until it is killed. Buffers no flag of the engine bounds: they are counted between pieces of work. */
export function serveJudge([bound]: readonly string[]): Promise<number> {
  const send = process.send?.bind(process)
  if (!send) throw new FaultlineError('usage.command', { got: JUDGE })
  const memoryUsage = process.memoryUsage.bind(process)
  const megabytes = Number(bound)
  const serve = judgeServer(loadBook, () => {
    if (memoryUsage().arrayBuffers > megabytes * 1e6) throw new FaultlineError('judge.memory', { megabytes })
  })
  process.on('message', (request: JudgeRequest) => {
    void serve(request).then((told) => send(told))
  })
  const gone = new Promise<number>((resolve) => process.on('disconnect', () => resolve(0)))
  loseNetwork()
  return gone
}

function loseNetwork(): void {
  confine(globalThis)
  const refuse = (): never => {
    throw new Error('there is no network here')
  }
  net.Socket.prototype.connect = refuse
  net.Server.prototype.listen = refuse
  dgram.Socket.prototype.bind = refuse
  dgram.Socket.prototype.send = refuse
  Object.assign(dns, { lookup: refuse, resolve: refuse })
  Reflect.deleteProperty(globalThis, 'process')
}
