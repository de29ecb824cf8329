/** Why an assignment, a key or a submission is refused, by code: what, where, and what to do. */
import type { Command } from '../../../cluster/command'
import type { ContractName } from '../../../decisions'
import type { ProblemCode } from '../../../policies/compiler'
import { actName } from './actNames'
import { decisionName } from './decisions'
import { lessonProblems } from './lessonProblems'
import { policyProblems } from './policyProblems'
import { problem, refusedField } from './problems'

type Params = Record<string, string | number>

const size = (bytes: number): string => `${Math.round(bytes / 100_000) / 10} MB`
const text = (p: Params): string => `it is no readable JSON${p.line === undefined ? '' : `, at line ${p.line}`}`

export const homeworkProblems: Readonly<Record<string, (p: Params) => string>> = {
  'assignment.text': (p) => `This is no assignment: ${text(p)}. Ask for the file again.`,
  'assignment.invalid': (p) => `The assignment is refused. ${refusedField(p)}`,
  'assignment.unknownLesson': ({ got }) =>
    `The assignment is about a lesson “${got}” that this Faultline does not have. Use the version that made it, or make it again with the lesson inside.`,
  'assignment.otherLesson': ({ got }) =>
    `The lesson “${got}” is another one here than the assignment was made with. Use the version that made it, or make it again with the lesson inside.`,
  'assignment.lesson': ({ file, field, why, ...p }) =>
    `The assignment’s lesson cannot be used: ${[file, field].filter((part) => part !== '').join(', ')}: ${why in lessonProblems ? lessonProblems[why](p) : refusedField({ field, ...p })}`,
  'assignment.gone': () =>
    'This homework came from a file and was not kept: open the file again, on the page Homework.',
  'assign.nothing': () => 'Learners could do nothing: tick what they may do by hand, or decisions they may write.',
  'submission.id': () => 'Type your id first: 1 to 60 letters, digits or signs.',
  'assignment.file': ({ file, why }) => `“${file}” cannot be read (${why}).`,
  'goals.text': (p) => `These are no goals: ${text(p)}.`,
  'goals.invalid': (p) => `The goals are refused. ${refusedField(p)}`,
  'key.text': (p) => `This is no key: ${text(p)}.`,
  'key.invalid': (p) => `The key is refused. ${refusedField(p)}`,
  'key.none': () => 'This assignment has no hidden seeds, so it has no key. Judge without one.',
  'key.another': () => 'This is the key of another assignment. Take the key that was saved with this one.',
  'submission.large': ({ got, max }) =>
    `The file is too large: ${size(Number(got))}; ${size(Number(max))} is the most.`,
  'submission.unpacksTooLong': ({ max }) =>
    `The file unpacks to more than ${size(Number(max))}, which no submission does. It was not opened.`,
  'submission.damaged': () => 'The file is packed, and damaged or cut off. Ask for it again.',
  'submission.archive': () => 'This is an archive within another. Unpack it, and give the files in it.',
  'submission.zip': ({ why, files, zipBytes }) =>
    ({
      empty: 'There is no file in this archive.',
      many: `This archive has more than ${files} files. Unpack it, and judge them in parts.`,
      large: `This archive is too large (${Number(zipBytes) / 1e6} MB at most). Unpack it, and judge the files in parts.`,
    })[String(why)] ??
    'This archive is damaged, or of a kind that cannot be read. Unpack it, and give the files in it.',
  'submission.notText': () => 'The file is no text. Ask for the file that Faultline saved.',
  'submission.unreadable': ({ why }) => `The file cannot be read (${why}).`,
  'submission.text': (p) => `This is no submission: ${text(p)}. Ask for the file that Faultline saved.`,
  'submission.notOne': () => 'This file is no submission. Ask for the one that “Save to hand in” gives.',
  'submission.invalid': (p) => `The file was changed or damaged after it was saved. ${refusedField(p)}`,
  'submission.changed': ({ id }) =>
    `The file was changed after it was saved (it now says “${id}”). Ask for the file that Faultline saved.`,
  'submission.codes': ({ got, max }) => `It carries ${got} pieces of code; ${max} is the most.`,
  'submission.otherAssignment': () => 'It answers another assignment, or another version of this one.',
  'submission.act': ({ kind, atS }) =>
    `It does what is not allowed here: ${actName(kind as Command['kind'])}, at ${atS} s.`,
  'submission.contract': ({ contract, atS }) =>
    `It carries code for a decision that is not open here: ${decisionName(contract as ContractName)}, at ${atS} s.`,
  'submission.settings': ({ group }) => `It changes settings of ${group} that are not open here.`,
  'submission.choice': ({ got }) => `It chooses for “${got}”, about which nothing is asked here.`,
  'desk.full': ({ files, megabytes }) =>
    `Not all were taken: at most ${files} files lie here, or ${megabytes} MB. Judge these, clear the desk, and give the rest.`,
  'judge.time': ({ seconds }) => `It did not come to an end within ${seconds} s, and was stopped.`,
  'judge.memory': ({ megabytes }) => `It took more than ${megabytes} MB of memory, and was stopped.`,
  'judge.crashed': () => 'It ended its judge. If no code of its own explains that, tell us: the fault is Faultline’s.',
  'policy.invalid': (p) =>
    `Its code for ${decisionName(p.contract as ContractName)} does not compile: ${p.file}, line ${p.line}: ${policyProblems[p.problem as ProblemCode](p)}`,
  'run.loop': ({ atUs }) => `At ${Number(atUs) / 1e6} s events keep causing each other within one microsecond.`,
}

export function homeworkProblem(code: string, p: Params): string {
  if (code in homeworkProblems) return homeworkProblems[code](p)
  return code in lessonProblems ? `${lessonProblems[code](p)}.` : problem(code, p)
}
