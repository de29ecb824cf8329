/**
 * One round of one program, in a process of its own: its compiled code and its garbage are nobody else's. The clock is the
 * process's user CPU time, which a busy machine does not stretch. Runs beforehand let the compiler settle: three at least (the first
 * cluster's assumptions are given up when there is a second), and for so long that it is done with what many functions share.
 */
import { spawnSync } from 'node:child_process'
import { cpuUsage, execPath, argv, stdout } from 'node:process'
import { WORKS } from './works'

/** Tells the command that it is such a process. */
export const ROUND = '--bench-round'
const WARM_UPS = 3
const WARM_UP_SECONDS = 2.5

export interface Round {
  perSecond: number
  problem: string | null
}

/** Null where that peer is not to be had. */
export function roundElsewhere(work: string, n: number, peer: string): Round | null {
  const child = spawnSync(execPath, [argv[1], ROUND, work, String(n), peer], { encoding: 'utf8' })
  return child.status === 0 ? (JSON.parse(child.stdout) as Round) : null
}

/** What such a process does: prints its round. */
export async function playRound(work: string, n: number, peer: string): Promise<number> {
  const { count, peers, goalSeconds, warmUpSeconds = WARM_UP_SECONDS } = WORKS[work]
  const make = peers[peer]
  for (let i = 0; goalSeconds === undefined && (i < WARM_UPS || userSeconds() < warmUpSeconds); i++)
    (await make(n, count)).run()
  const program = await make(n, count)
  const before = userSeconds()
  const done = program.run()
  const seconds = userSeconds() - before
  stdout.write(JSON.stringify({ perSecond: done / seconds, problem: program.check() } satisfies Round))
  return 0
}

/** Of the process so far. */
function userSeconds(): number {
  return cpuUsage().user / 1e6
}
