/** Assignments as they come to the page: by link, or by file, and then in this tab over a reload. Nothing of one runs before it is begun. */
import type { Assignment } from '../../classroom/homework/assignment'
import { assignmentFrom, assignmentFromLink, assignmentText } from '../../classroom/homework/assignment'
import type { OpenAssignment } from '../../classroom/homework/open'
import { openAssignment } from '../../classroom/homework/open'
import { FaultlineError } from '../../kernel'
import { houseFiles } from '../course/house'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { activeLanguage } from '../words'

const KEY = 'faultline.homework.given'
const BYTES_MAX = 4_000_000

let given: Assignment | null = null

/** Shows what a file gives; answers what is wrong with it. */
export async function openAssignmentFile(file: File): Promise<Problem | null> {
  try {
    given = assignmentFrom(await textOfFile(file))
    keep(given)
  } catch (error) {
    return problemOf(error)
  }
  window.location.hash = '#/homework/given'
  return null
}
/** Throws assignment.file. */
export async function textOfFile(file: File): Promise<string> {
  const refuse = (why: string): FaultlineError =>
    new FaultlineError('assignment.file', { file: file.name.slice(0, 80), why })
  if (file.size > BYTES_MAX) throw refuse(`${file.size} bytes`)
  return file.text().catch((error: unknown) => {
    throw refuse(error instanceof Error ? error.name : '')
  })
}

/** Throws what is wrong with it, assignment.gone. */
export function assignmentGiven(link: string | null): Assignment {
  if (link !== null) return assignmentFromLink(link)
  given ??= kept()
  if (!given) throw new FaultlineError('assignment.gone')
  return given
}

/** With its lesson. Throws what openAssignment does. */
export async function openedFrom(assignment: Assignment): Promise<OpenAssignment> {
  const { work } = assignment
  const house = work.kind === 'house' ? await houseFiles(work.lesson) : null
  return openAssignment(assignment, house, activeLanguage())
}

function keep(assignment: Assignment): void {
  try {
    sessionStorage.setItem(KEY, assignmentText(assignment))
  } catch {
    // a reload will ask for the file again
  }
}
function kept(): Assignment | null {
  try {
    const text = sessionStorage.getItem(KEY)
    return text === null ? null : assignmentFrom(text)
  } catch {
    return null
  }
}
