/**
 * `lessons verify`: whether every lesson carries its load, over many seeds, on as many threads as the machine has. Each thread runs this
 * same file and reads the lesson's files through the same gate.
 */
import { availableParallelism } from 'node:os'
import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Worker, parentPort } from 'node:worker_threads'
import { FaultlineError } from '../kernel'
import { loadBook } from '../lab/policyWorkshop'
import type { LessonFiles } from '../lessons/load'
import { readLesson } from '../lessons/load'
import { parcelText } from '../lessons/parcel'
import type { Answer, LessonVerdict, Question } from '../lessons/verifying'
import { verifyServer } from '../lessons/proving'
import { LOST, questionsOf, verdictOf } from '../lessons/verifying'
import { houseLessons, lessonsIn } from './houseLessons'
import { parsed, wholeOf } from './usage'
import { lessonRow } from './lessonWords'

const SEEDS_MAX = 1_000
const SEEDS = 12
/** What a thread of this file is told, to do this. */
export const LESSON_THREAD = 'lessons'

export async function lessonsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    seeds: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [verb, ...ids] = positionals
  if (verb === 'pack') return pack(ids)
  if (verb !== 'verify') throw new FaultlineError('lessons.verb', { got: (verb ?? '').slice(0, 40) })
  const chosen = choose(values.from === undefined ? houseLessons() : lessonsIn(values.from), ids)
  const seeds = wholeOf('seeds', values.seeds, SEEDS, SEEDS_MAX)
  const threads = new Threads()
  try {
    const verdicts = await Promise.all(
      [...chosen].map(async ([folder, files]) => {
        const verdict = await verify(folder, files, seeds, threads)
        if (!values.json) stdout.write(lessonRow(verdict))
        return verdict
      }),
    )
    if (values.json) stdout.write(`${JSON.stringify(verdicts, null, 2)}\n`)
    return verdicts.every(({ pass }) => pass) ? 0 : 1
  } finally {
    await threads.end()
  }
}

/** By folder, its number or its slug; all of them where none is named. Throws lessons.unknown. */
function choose(all: Map<string, LessonFiles>, ids: readonly string[]): Map<string, LessonFiles> {
  if (ids.length === 0) return all
  const named = ids.map((id) => {
    const folder = [...all.keys()].find(
      (name) => name === id || name.replace(/^\d+-/, '') === id || name.split('-')[0] === id,
    )
    if (folder === undefined)
      throw new FaultlineError('lessons.unknown', {
        got: id.slice(0, 60),
        allowed: [...all.keys()].join(', ').slice(0, 400),
      })
    return folder
  })
  return new Map([...all].filter(([folder]) => named.includes(folder)))
}

async function verify(folder: string, files: LessonFiles, seeds: number, threads: Threads): Promise<LessonVerdict> {
  const { lesson, problems } = readLesson(files)
  if (!lesson) return { lesson: folder, pass: false, claims: [], unclear: [], problems }
  const questions = questionsOf(lesson, seeds)
  return verdictOf(lesson, questions, await Promise.all(questions.map((question) => threads.ask(question))))
}

/** A folder as the one file that the page opens. Throws lessons.folder. */
function pack([folder, ...more]: readonly string[]): number {
  if (folder === undefined || more.length > 0) throw new FaultlineError('lessons.packs')
  const lessons = [...lessonsIn(folder).values()]
  if (lessons.length !== 1) throw new FaultlineError('lessons.packs')
  stdout.write(parcelText(lessons[0]))
  return 0
}

/** Questions in the order in which they were asked, each to whoever is free. A thread that dies takes its question with it. */
class Threads {
  private readonly waiting: { question: Question; resolve: (answer: Answer) => void }[] = []
  private readonly free: Worker[] = []
  private readonly all = new Set<Worker>()

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve) => {
      this.waiting.push({ question, resolve })
      this.next()
    })
  }
  async end(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.terminate()))
  }

  private next(): void {
    if (this.waiting.length === 0) return
    const worker = this.free.pop() ?? this.hire()
    if (!worker) return
    const { question, resolve } = this.waiting.shift() as (typeof this.waiting)[number]
    const onMessage = (answer: Answer): void => {
      worker.off('error', onError)
      this.free.push(worker)
      resolve(answer)
      this.next()
    }
    const onError = (): void => {
      worker.off('message', onMessage)
      this.all.delete(worker)
      resolve(LOST)
      this.next()
    }
    worker.once('message', onMessage)
    worker.once('error', onError)
    worker.postMessage(question)
  }
  private hire(): Worker | null {
    if (this.all.size >= availableParallelism()) return null
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: LESSON_THREAD })
    this.all.add(worker)
    return worker
  }
}

/** What a thread of this file does: one question at a time, until it is ended. */
export function serveLessons(): void {
  const serve = verifyServer(loadBook)
  parentPort?.on('message', (question: Question) => {
    void serve(question).then((answer) => parentPort?.postMessage(answer))
  })
}
