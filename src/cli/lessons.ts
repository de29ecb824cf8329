/**
 * `lessons verify`: whether every lesson carries its load, over many seeds, on as many threads as the machine has. Each thread runs this
 * same file and reads the lesson's files through the same gate.
 */
import { availableParallelism } from 'node:os'
import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Worker, parentPort } from 'node:worker_threads'
import { FaultlineError } from '../kernel'
import { finish } from '../lab/job'
import { loadBook } from '../lab/policyWorkshop'
import type { Lesson, LessonFiles } from '../lessons/load'
import { readLesson } from '../lessons/load'
import { hiddenSeeds } from '../lessons/seeds'
import { answersJob, claimsOf, codesOf, rowOf, seedOfClaim, unclearPredictions } from '../lessons/verify'
import { houseLessons, lessonsIn } from './houseLessons'
import { parsed, wholeOf } from './usage'
import type { LessonVerdict } from './lessonWords'
import { lessonRow } from './lessonWords'

const SEEDS_MAX = 1_000
const SEEDS = 12
/** What a thread of this file is told, to do this. */
export const LESSON_THREAD = 'lessons'

/** A question about a lesson, which a thread answers with goals that fail, or with predictions that are unclear. */
type Question = { files: LessonFiles } & (
  { ask: 'answers'; claim: string } | { ask: 'predictions' } | { ask: 'seed'; claim: string; seed: number }
)
type Answer = { ok: true; names: string[] } | { ok: false; code: string; params: Record<string, string | number> }

export async function lessonsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    seeds: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [verb, ...ids] = positionals
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
  const told = [...problems]
  const ask = async (question: Question): Promise<string[]> => {
    const answer = await threads.ask(question)
    if (answer.ok) return answer.names
    told.push({
      file: 'lesson.json',
      field: 'claim' in question ? question.claim : '',
      code: answer.code,
      params: answer.params,
    })
    return ['error']
  }
  const judged = hiddenSeeds(lesson.spec.slug, lesson.spec.start.seed, seeds)
  const claims = claimsOf(lesson).map(async (claim) => {
    const wrong = await ask({ files, ask: 'answers', claim: claim.name })
    const bySeed = await Promise.all(
      judged.map(async (seed): Promise<[number, string[]]> => [
        seed,
        [...(await ask({ files, ask: 'seed', claim: claim.name, seed })), ...wrong],
      ]),
    )
    return rowOf(lesson, claim, bySeed)
  })
  const unclear = await ask({ files, ask: 'predictions' })
  const rows = await Promise.all(claims)
  const pass = rows.every(({ holds }) => holds) && unclear.length === 0 && told.length === 0
  return { lesson: lesson.spec.slug, pass, claims: rows, unclear, problems: told.slice(0, 10) }
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
      resolve({ ok: false, code: 'trial.crashed', params: {} })
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
  const read = new Map<string, Promise<{ lesson: Lesson; policies: Awaited<ReturnType<typeof loadBook>> }>>()
  const load = async (files: LessonFiles) => {
    const { lesson, problems } = readLesson(files)
    if (!lesson) throw new FaultlineError(problems[0].code, problems[0].params)
    return { lesson, policies: await loadBook(codesOf(lesson)) }
  }
  parentPort?.on('message', (question: Question) => {
    const { files } = question
    const key = files['lesson.json']
    const ready = read.get(key) ?? load(files)
    read.set(key, ready)
    void ready
      .then(({ lesson, policies }): Answer => {
        if (question.ask === 'predictions') return { ok: true, names: finish(unclearPredictions(lesson, policies)) }
        const claim = claimsOf(lesson).find(({ name }) => name === question.claim)
        if (!claim) throw new FaultlineError('lesson.unknownChoice', { got: question.claim })
        const names =
          question.ask === 'answers'
            ? finish(answersJob(lesson, claim.attempt, policies))
            : finish(seedOfClaim(lesson, claim, question.seed, policies))
        return { ok: true, names }
      })
      .catch((error: unknown): Answer => {
        if (!(error instanceof FaultlineError)) throw error
        return { ok: false, code: error.code, params: error.params }
      })
      .then((answer) => parentPort?.postMessage(answer))
  })
}
