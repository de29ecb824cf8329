/** `verify`: submissions judged under their assignment, each in a child process of its own. Exit 1 where any was refused. */
import { availableParallelism } from 'node:os'
import { stdout } from 'node:process'
import { homework } from '../../app/words/command'
import type { Assignment } from '../../classroom/homework/assignment'
import { assignmentFrom } from '../../classroom/homework/assignment'
import { csvOf } from '../../classroom/csv'
import { hiddenSeedsOf, secretFrom } from '../../classroom/homework/key'
import { openAssignment } from '../../classroom/homework/open'
import type { Row, Verdict } from '../../classroom/homework/rows'
import { NOTHING_KNOWN, rowsOf } from '../../classroom/homework/rows'
import { judgeFile, refusedBy } from '../../classroom/homework/asking'
import { FaultlineError, printable } from '../../kernel'
import type { LessonFiles } from '../../lessons/lesson'
import { houseLessons } from '../houseLessons'
import { parsed, wholeOf } from '../usage'
import { judgeChild } from './child'
import type { Submission } from './files'
import { homeworkText, submissionsFrom } from './files'

const SECONDS = 120
const MEGABYTES = 512

export async function verifyCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    assignment: { type: 'string' },
    key: { type: 'string' },
    seconds: { type: 'string' },
    memory: { type: 'string' },
    csv: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (values.assignment === undefined) throw new FaultlineError('verify.assignment')
  const assignment = assignmentFrom(homeworkText(values.assignment))
  const open = await openAssignment(assignment, houseOf(assignment))
  const secret = values.key === undefined ? null : secretFrom(homeworkText(values.key), assignment)
  const limits = {
    seconds: wholeOf('seconds', values.seconds, SECONDS, 86_400),
    megabytes: wholeOf('memory', values.memory, MEGABYTES, 65_536),
  }
  const submissions = submissionsFrom(positionals)
  if (submissions.length === 0) throw new FaultlineError('verify.none')
  const { hidden, seeds } = assignment
  const judged = await inTurns(submissions, async (submission) => ({
    file: submission.file,
    verdict: await judge(submission),
  }))
  const rows = rowsOf(judged)
  const table = homework.table(
    open.lesson.spec.goals.map(({ id }) => id),
    rows,
    secret !== null || hidden === null,
  )
  if (values.json) stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else
    stdout.write(
      values.csv ? csvOf([table.head, ...table.rows].map((row) => row.map(printable))) : inLines(table, rows),
    )
  return rows.some(({ refused }) => refused) ? 1 : 0

  async function judge({ read }: Submission): Promise<Verdict> {
    let bytes: Uint8Array
    try {
      bytes = read()
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      return { ...NOTHING_KNOWN, refused: refusedBy(error) }
    }
    return judgeFile(judgeChild(limits), { open, bytes }, (id) =>
      secret && hidden ? hiddenSeedsOf(secret, id, hidden.seeds, seeds) : [],
    )
  }
}

function houseOf({ work }: Assignment): LessonFiles | null {
  if (work.kind !== 'house') return null
  const found = [...houseLessons()].find(([folder]) => folder.replace(/^\d+-/, '') === work.lesson)
  return found?.[1] ?? null
}

/** As many at once as there are cores; the answers in the order of what was asked. */
async function inTurns<Task, Answer>(tasks: readonly Task[], work: (task: Task) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let i = next++; i < tasks.length; i = next++) answers[i] = await work(tasks[i])
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  return answers
}

/** The table for a terminal: what came of each in a line, and below it whatever there is to tell. */
function inLines({ head, rows: cells }: { head: string[]; rows: string[][] }, rows: readonly Row[]): string {
  const IN_LINE = 3
  const lines = cells.flatMap((row) => [
    [row[2], row[1] === '' ? '–' : row[1], row[0]].join('  '),
    ...row.slice(IN_LINE).flatMap((cell, i) => (cell === '' ? [] : [`    ${head[IN_LINE + i]}: ${cell}`])),
  ])
  return [...lines, homework.sum(rows)].map((line) => `${printable(line)}\n`).join('')
}
