/** The teacher's desk: an assignment, its key, and submissions, in whatever order they come; each submission is judged by a worker of its own. */
import { create } from 'zustand'
import type { Assignment } from '../../classroom/homework/assignment'
import { assignmentFrom, assignmentFromLink } from '../../classroom/homework/assignment'
import { COLLECTED_MAX, collectedIn, isZip, refused as refusedZip } from '../../classroom/homework/collected'
import { hiddenSeedsOf, secretFrom } from '../../classroom/homework/key'
import type { OpenAssignment } from '../../classroom/homework/open'
import { RECEIVED_BYTES_MAX, tooLarge } from '../../classroom/homework/received'
import type { Verdict } from '../../classroom/homework/rows'
import { NOTHING_KNOWN } from '../../classroom/homework/rows'
import type { JudgeAnswer, JudgeHand, JudgeRequest } from '../../classroom/homework/asking'
import { judgeFile, refusedBy } from '../../classroom/homework/asking'
import { FaultlineError } from '../../kernel'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { startWorker } from '../startWorker'
import { workerHand } from '../workerHand'
import { openedFrom, textOfFile } from './assignments'
import { DESK, hasRoom } from './deskRoom'

/** As the command's. */
const SECONDS = 120
const WORKERS_MAX = 8

export interface HandedIn {
  file: string
  bytes: Uint8Array | null // null: it was refused before it was read
  verdict: Verdict | null // not judged yet
}
interface Desk {
  opened: OpenAssignment | null
  keyText: string | null // as it came; of which assignment, only its gate tells
  secret: Uint8Array | null
  handedIn: HandedIn[]
  problems: Problem[] // with what was given last
}
export const useDesk = create<Desk>()(() => ({ opened: null, keyText: null, secret: null, handedIn: [], problems: [] }))

/** What a file is, by how it begins: ours begin by saying so. */
function kindOf(text: string): 'assignment' | 'key' | 'submission' {
  const [, kind] = /^\uFEFF?\s*\{\s*"faultline(Assignment|Key)"/.exec(text.slice(0, 200)) ?? []
  return kind === 'Assignment' ? 'assignment' : kind === 'Key' ? 'key' : 'submission'
}

/** The very same file stands once; another of the same name is told from it, for nobody's work may be lost. */
function withOne(before: HandedIn[], added: HandedIn): HandedIn[] {
  const named = before.filter(({ file }) => file === added.file || file.startsWith(`${added.file} (`))
  if (named.some(({ bytes }) => areSame(bytes, added.bytes))) return before
  return [...before, named.length === 0 ? added : { ...added, file: `${added.file} (${named.length + 1})` }]
}
function areSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Takes files as they come. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const problems: Problem[] = []
  const submissions: HandedIn[] = []
  let isFull = false
  for (const file of files) {
    try {
      if (isZip(new Uint8Array(await file.slice(0, 2).arrayBuffer()))) {
        submissions.push(...(await unpacked(file)))
        continue
      }
      const kind = kindOf(await file.slice(0, 400).text())
      if (kind === 'assignment') await takeAssignment(assignmentFrom(await textOfFile(file)))
      else if (kind === 'key') useDesk.setState({ keyText: await textOfFile(file) })
      else if (hasRoom([...useDesk.getState().handedIn, ...submissions], Math.min(file.size, RECEIVED_BYTES_MAX)))
        submissions.push(await handedIn(file))
      else isFull = true
    } catch (error) {
      problems.push(problemOf(error))
    }
  }
  if (isFull) problems.push({ code: 'desk.full', params: { files: DESK.files, megabytes: DESK.bytes / 1e6 } })
  useDesk.setState(({ handedIn: before }) => ({ problems, handedIn: submissions.reduce(withOne, before) }))
  tryKey()
  void judgeAll()
}
export async function takeLink(text: string): Promise<void> {
  try {
    const link = /from=([^&\s]+)/.exec(text)?.[1] ?? text.trim()
    await takeAssignment(assignmentFromLink(link))
    useDesk.setState({ problems: [] })
  } catch (error) {
    useDesk.setState({ problems: [problemOf(error)] })
  }
  tryKey()
  void judgeAll()
}
export function clearDesk(): void {
  stopAll()
  useDesk.setState({ opened: null, keyText: null, secret: null, handedIn: [], problems: [] })
}

async function takeAssignment(assignment: Assignment): Promise<void> {
  const opened = await openedFrom(assignment)
  useDesk.setState({ opened, secret: null })
  judgeAnew()
}
function refusedFile(file: string, error: FaultlineError): HandedIn {
  return { file, bytes: null, verdict: { ...NOTHING_KNOWN, refused: refusedBy(error) } }
}
/** What a learning platform gives in one archive. Throws submission.zip. */
async function unpacked(file: File): Promise<HandedIn[]> {
  if (file.size > COLLECTED_MAX.zipBytes) throw refusedZip('large')
  return collectedIn(new Uint8Array(await file.arrayBuffer())).map(({ name, read }): HandedIn => {
    try {
      return { file: name, bytes: read(), verdict: null }
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      return refusedFile(name, error)
    }
  })
}
async function handedIn(file: File): Promise<HandedIn> {
  const refused = (error: FaultlineError): HandedIn => refusedFile(file.name, error)
  if (file.size > RECEIVED_BYTES_MAX) return refused(tooLarge(file.size))
  try {
    return { file: file.name, bytes: new Uint8Array(await file.arrayBuffer()), verdict: null }
  } catch (error) {
    return refused(new FaultlineError('submission.unreadable', { why: error instanceof Error ? error.name : '' }))
  }
}

function tryKey(): void {
  const { opened, keyText, secret } = useDesk.getState()
  if (!opened || keyText === null) return
  try {
    const found = secretFrom(keyText, opened.assignment)
    if (secret && found.every((byte, i) => byte === secret[i])) return
    useDesk.setState({ secret: found })
    judgeAnew()
  } catch (error) {
    useDesk.setState(({ problems }) => ({ keyText: null, problems: [...problems, problemOf(error)] }))
  }
}

/** All that can be judged is to be judged again: under another assignment, or over hidden seeds too. */
function judgeAnew(): void {
  stopAll()
  useDesk.setState((desk) => ({
    handedIn: desk.handedIn.map((one) => (one.bytes === null ? one : { ...one, verdict: null })),
  }))
}

const hands = new Set<JudgeHand>()
const underWay = new Set<HandedIn>()
let turn = 0
function stopAll(): void {
  turn++
  for (const hand of hands) hand.dismiss()
  hands.clear()
  underWay.clear()
}

/** As many at once as there are cores. */
async function judgeAll(): Promise<void> {
  const { opened } = useDesk.getState()
  if (!opened) return
  const mine = turn
  const lane = async (): Promise<void> => {
    for (let next = waiting(); next && mine === turn; next = waiting()) await judgeOne(next, opened, mine)
  }
  const free = Math.min(navigator.hardwareConcurrency || 1, WORKERS_MAX) - underWay.size
  await Promise.all(Array.from({ length: Math.max(0, free) }, lane))
}
const waiting = (): HandedIn | undefined =>
  useDesk.getState().handedIn.find((one) => one.verdict === null && !underWay.has(one))

async function judgeOne(task: HandedIn, open: OpenAssignment, mine: number): Promise<void> {
  underWay.add(task)
  const { secret } = useDesk.getState()
  const { hidden, seeds } = open.assignment
  const hand = judgeHand()
  hands.add(hand)
  const bytes = task.bytes ?? new Uint8Array()
  const verdict = await judgeFile(hand, { open, bytes }, (id) =>
    secret && hidden ? hiddenSeedsOf(secret, id, hidden.seeds, seeds) : [],
  )
  hands.delete(hand)
  underWay.delete(task)
  if (mine !== turn) return
  useDesk.setState((desk) => ({
    handedIn: desk.handedIn.map((one) => (one === task ? { ...one, verdict } : one)),
  }))
}

/** Its asking rejects with judge.time, or when the worker dies. */
function judgeHand(): JudgeHand {
  const worker = workerHand<JudgeRequest, JudgeAnswer>(startWorker('homework'))
  let stop: (why: FaultlineError) => void = () => {}
  const over = new Promise<never>((_, reject) => {
    stop = reject
  })
  over.catch(() => {}) // nobody may be asking just then
  const timer = setTimeout(() => {
    worker.dismiss()
    stop(new FaultlineError('judge.time', { seconds: SECONDS }))
  }, SECONDS * 1000)
  return {
    ask: (request) => Promise.race([worker.ask(request), over]),
    dismiss: () => {
      clearTimeout(timer)
      worker.dismiss()
      stop(new FaultlineError('judge.crashed'))
    },
  }
}
