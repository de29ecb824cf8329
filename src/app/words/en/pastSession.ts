/** The words of the page that shows a session's file. */
const PROBLEMS: Record<string, (p: Record<string, string | number>) => string> = {
  'session.tooLong': (p) => `This file is too long to be a session (${p.got} characters).`,
  'session.text': () => 'This file is damaged: it is no readable JSON. Save the session again, or find another copy.',
  'session.version': (p) => `This session was saved by another version of Faultline (format ${p.got}).`,
  'session.invalid': () => 'This is not a session saved by Faultline.',
  'session.unreadable': () => 'This file could not be read. Choose it again.',
}
const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`

export const pastSession = {
  title: 'A session, looked at again',
  lead: 'What a room’s teacher saved as “the whole session”: who was there, what they answered, and every run, replayed from what was done. Nothing can be changed, and nothing is sent anywhere.',
  open: 'Open a session’s file…',
  another: 'Open another…',
  drop: 'Or drop it onto this page.',
  reading: 'Reading it…',
  home: 'Start page',
  homework: 'Homework',
  nav: 'Elsewhere',
  unnamed: 'A session without a title',
  saved: (when: string): string => `Saved ${when}`,
  people: (n: number): string => many(n, 'learner', 'learners'),
  missing: (n: number): string =>
    `${many(n, 'learner’s work is', 'learners’ work is')} not in the file: it could not be read when it was saved.`,
  damaged: (n: number): string =>
    `${many(n, 'entry', 'entries')} could not be read and ${n === 1 ? 'is' : 'are'} left out.`,
  given: 'What was given',
  to: { all: 'everybody', learner: (name: string): string => name, group: (name: string): string => `group ${name}` },
  shared: 'The shared cluster',
  sharedText: (acts: number): string => `One run of all, with ${many(acts, 'act', 'acts')}`,
  plan: 'The plan',
  votes: 'Votes',
  learners: 'Learners',
  table: 'What each learner did, with their runs',
  name: 'Name',
  answered: 'Answered and done',
  runs: 'Runs',
  nothing: 'nothing',
  openNow: (title: string): string => `Open “${title}”`,
  own: (title: string): string => `${title}: their own run`,
  experiment: (title: string): string => `${title}: the experiment`,
  earlier: (n: string): string => `What was given as no. ${n}`,
  runOf: (name: string, title: string): string => `${name}: ${title}`,
  more: (n: number): string => `Show ${n} more`,
  problem: (code: string, params: Record<string, string | number>): string =>
    (PROBLEMS[code] ?? PROBLEMS['session.unreadable'])(params),
}
