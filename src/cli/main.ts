/**
 * The faultline command: finds the command asked for and turns what it throws into one line. Exit 0: done; 1: it ran and says
 * no; 2: it was asked wrongly (`check` has its own). The same file is what its threads and rounds run.
 */
import { argv, exit, stderr, stdout } from 'node:process'
import { isMainThread, workerData } from 'node:worker_threads'
import { version } from '../../package.json'
import { FaultlineError } from '../kernel'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import { benchCommand } from './bench/command'
import { ROUND, playRound } from './bench/round'
import { classroomCommand } from './classroom'
import { contrastCommand } from './contrast'
import { checkCommand } from './check'
import { TRIAL_THREAD, compareCommand, serveSeeds } from './compare'
import { exportCommand } from './export'
import { assignCommand } from './homework/assign'
import { JUDGE, serveJudge } from './homework/child'
import { verifyCommand } from './homework/verify'
import { LESSON_THREAD, lessonsCommand, serveLessons } from './lessons'
import { reproduceCommand, serveCases } from './reproduce'
import { runCommand } from './run'
import { simCommand } from './sim'
import { HELP, refusal } from './words'

/** There 2 is for what is not known. */
const REFUSED_BY_CHECK = 3

type Command = (args: readonly string[]) => number | Promise<number>

const COMMANDS = new Map<string, Command>([
  ['run', runCommand],
  ['check', checkCommand],
  ['export', exportCommand],
  ['contrast', contrastCommand],
  ['compare', compareCommand],
  ['reproduce', reproduceCommand],
  ['lessons', lessonsCommand],
  ['assign', assignCommand],
  ['verify', verifyCommand],
  ['classroom', classroomCommand],
  ['bench', benchCommand],
  ['sim', simCommand],
  [ROUND, ([work, n, peer]) => playRound(work, Number(n), peer)],
  [JUDGE, serveJudge],
  ['--help', () => say(HELP)],
  ['-h', () => say(HELP)],
  ['--version', () => say(`faultline ${version} (engine ${ENGINE_VERSION})\n`)],
])

function say(text: string): number {
  stdout.write(text)
  return 0
}

async function main(name: string, args: readonly string[]): Promise<number> {
  try {
    const command = COMMANDS.get(name)
    if (!command) throw new FaultlineError('usage.command', { got: name.slice(0, 40) })
    return args.includes('--help') ? say(HELP) : await command(args)
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
    stderr.write(`faultline: ${refusal(error)}\n`)
    return name === 'check' ? REFUSED_BY_CHECK : 2
  }
}

// Whoever reads our output may stop reading: that is no error of ours.
stdout.on('error', () => exit(0))

if (isMainThread) process.exitCode = await main(argv[2] ?? '', argv.slice(3))
else if (workerData === TRIAL_THREAD) serveSeeds()
else if (workerData === LESSON_THREAD) serveLessons()
else serveCases()
