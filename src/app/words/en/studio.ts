/** The words of src/app/studio: the code that decides, changing it, and why it decided so. */
import type { PolicyReach } from '../../../cluster/command'
import type { ContractName } from '../../../decisions'
import type { DecisionRow } from '../../../lab/protocol'
import { count, exact, moment } from '../numbers'
import { decisionName } from './decisions'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const reachWords = ({ group, called, journey, step }: PolicyReach): string => {
  const operation = journey === undefined ? '' : `for ${journey}${step === undefined ? '' : `, step ${step + 1}`}`
  const place = group === undefined ? '' : called === undefined ? `at ${group}` : `from ${group} to ${called}`
  return [place, operation].filter(Boolean).join(', ') || 'everywhere'
}
const failures = (n: number): string => (n === 0 ? 'no failure' : n === 1 ? '1 failure' : `${exact(n)} failures`)
const decisions = (n: number): string => (n === 1 ? '1 decision' : `${count(n)} decisions`)

/** What each decision is for, in one sentence. */
const purposes: Record<ContractName, string> = {
  balancer: 'The balancer asks this once for every request.',
  replica: 'Whoever calls the store asks this for every try.',
  breakerTrip: 'A breaker asks this after every call that ended.',
  breakerTrial: 'An open breaker asks this for every call that comes.',
  consistency: 'Customers ask this for every request that reads.',
  quorum: 'A coordinator of the store asks this for every read and write.',
  electionTimeout: 'Each member asks this whenever it begins to wait for its leader.',
  autoscale: 'The autoscaler asks this at every interval.',
  hedge: 'The caller asks this as it sends a call, and each copy of it.',
  fallback: 'Asked once for each part of an answer that did not come.',
  admit: 'A node with workers asks this whenever somebody asks it for something.',
  limit: 'A concurrency limit asks this whenever something under it has ended.',
  cache: 'Asked for every copy that the cache has for a read.',
  retry: 'The caller asks this whenever a try has failed.',
  partition: 'Whoever calls the store asks this for every try. Keys do not move because the answer is another one.',
  merge: 'A replica asks this when a version of a key comes to it that the one it has may not know of.',
  program: 'Every replica of the store runs it, from its start to its crash.',
}

const PART = { breaker: 'no breaker', fallback: 'no fallback', limit: 'no concurrency limit' }

export const studio = {
  title: 'Code',
  close: 'Close the code',
  lead: 'Decisions that this system makes. Open one to read the code that runs, and to change it.',
  none: 'This system makes no decision that can be changed yet.',
  name: (contract: ContractName): string => capital(decisionName(contract)),
  purpose: (contract: ContractName): string => purposes[contract],
  /** `calls`: those that lack it. */
  notAsked: (part: 'breaker' | 'fallback' | 'limit', calls: { group: string; called: string }[]): string =>
    `Not asked for calls from ${calls.map(({ group, called }) => `${group} to ${called}`).join(', or from ')}: they have ${PART[part]}. Code decides there only once the policy of the call has one.`,
  lacking: 'Not asked in this system',
  here: 'Decisions here',
  openOf: 'Open the code',
  whyHere: 'Why did it decide so?',
  all: 'All decisions',
  reach: reachWords,
  reachOption: (reach: PolicyReach): string => capital(reachWords(reach)),
  /** Who decides now. */
  builtInAt: (title: string | null, group: string): string => `${group}: ${title ?? 'as built in'}, built in`,
  yours: (reach: PolicyReach, sinceUs: number | null): string =>
    `Your code, ${reachWords(reach)}${sinceUs === null ? '' : `, from ${moment(sinceUs)} on`}`,
  counts: (made: number, failed: number): string => `${decisions(made)}, ${failures(failed)}`,
  off: 'It failed too often and is off: what decided before it decides again.',

  tabs: { label: 'What to look at', code: 'Code', why: 'Why' },

  loading: 'Loading the editor…',
  failedToLoad: 'The editor could not be loaded. The plain editor can do the same.',
  editorLabel: (file: string): string => `Code, ${file}`,
  keys: 'Ctrl+Enter (Cmd+Enter on a Mac) applies. Esc, then Tab, leaves the editor.',
  keysPlain: 'Ctrl+Enter (Cmd+Enter on a Mac) applies. Tab leaves the editor.',
  plain: 'Plain editor',
  plainHint: 'For screen readers and small screens',
  startFrom: 'Start from',
  startFromHint: 'Replaces what is in the editor; “Bring back” undoes that',
  builtIn: 'built in',
  format: 'Format',
  reset: 'Reset',
  resetHint: 'Back to the code that runs now',
  bringBack: 'Bring back',
  bringBackHint: 'What stood here before it was replaced',
  diff: 'Compare with built in',
  builtInText: 'Built in',
  yourText: 'Yours',
  files: 'Files',
  addFile: 'Add file',
  newFile: 'Name of the new file',
  renameFile: 'New name of this file',
  rename: 'Rename',
  remove: 'Remove',
  create: 'Create',
  setName: 'Set name',
  cancel: 'Cancel',
  badName: 'A name is letters, digits and hyphens, beginning with a letter, then .ts.',
  nameTaken: 'There is a file of this name.',

  problems: (n: number): string => (n === 1 ? '1 problem' : `${n} problems`),
  noProblems: 'No problems found.',
  typeProblems: (n: number): string =>
    `${n === 1 ? 'TypeScript has a doubt' : `TypeScript has ${n} doubts`}. The code can be applied all the same.`,
  line: (file: string, line: number, several: boolean): string => (several ? `${file}, line ${line}` : `Line ${line}`),
  refused: (where: string, what: string): string => `Not applied. ${where}: ${what}`,
  apply: 'Apply',
  applyHint: 'From this moment of the run on; undo takes it out of the run',
  reachLabel: 'Where it decides',
  stateLabel: 'Its memory',
  state: { keep: 'Goes on from what decided before', reset: 'Begins empty' },
  takeBack: 'Take back',
  takeBackHint: 'What is built in decides again, from now on',
  without: 'Without my change',
  withoutHint: 'The same seed without it, dashed beside this run',
  overSeeds: 'Over 50 seeds',
  overSeedsHint: 'Plays the run with your code and without it under 50 seeds, and shows what differs',
  unapplied: 'Edited, not applied.',
  applied: 'This is what runs.',
  pause: 'Pause when my code fails',
  storage: {
    full: 'This browser has no room left to keep what you write: a reload would lose it. Copy it before you leave.',
    refused: 'This browser refuses to keep what you write: a reload would lose it. Copy it before you leave.',
  },

  failed: (contract: ContractName, node: string, file: string, line: number, atUs: number, what: string): string =>
    `Your code for ${decisionName(contract)} failed at ${moment(atUs)} on ${node}${line > 0 ? `, ${file} line ${line}` : ''}: ${what}`,
  stoodIn: (contract: ContractName): string =>
    contract === 'program' ? 'The replica has done nothing.' : 'What is built in decided instead.',
  /** It failed too often; where it did, these decide from then on. */
  nowOff: {
    earlier: 'It has failed too often and is off: your earlier code decides again.',
    builtIn: 'It has failed too often and is off: what is built in decides again.',
  },
  showLine: 'Show the line',

  why: {
    title: 'Why did it decide so?',
    loading: 'Playing that moment again…',
    failed: 'That could not be answered just now.',
    none: 'No such decision in the last second before the playhead.',
    noneOfOperation: 'This operation needed no decision that can be changed.',
    previous: 'Previous',
    next: 'Next',
    newest: 'Newest',
    againHint: 'Those of the last second before the playhead',
    position: (at: number, of: number): string => `${exact(at)} of ${exact(of)}`,
    noneSuch: 'No decision that can be changed led to this. These were the others.',
    row: ({ contract, handler, atUs }: DecisionRow, node: string, called: string | null): string =>
      `${capital(decisionName(contract))}${handler === null ? '' : `, ${handler}`}: at ${moment(atUs)}, on ${node}${called === null ? '' : ` calling ${called}`}`,
    answer: 'It answered',
    wishes: 'It told its replica to',
    noWish: 'It told its replica to do nothing.',
    stoodIn: (contract: ContractName, what: string): string =>
      `Your code failed: ${what} ${contract === 'program' ? 'It has done nothing.' : 'What is built in answered.'}`,
    context: 'What it looked at',
    contextHint: 'Change a value and run it again: the run itself stays as it is.',
    again: 'Run it again',
    reasons: {
      sent: 'Why there?',
      again: 'Why again?',
      twice: 'Why twice?',
      instead: 'Why that instead?',
      refused: 'Why refused?',
    },
    reasonHint: 'The decision behind it: what went in, what came out, and the line',
    message: 'Why this message?',
    state: 'What it remembered before',
    showLine: 'Show the line',
    showCode: 'Show the code',
  },

  carries: {
    title: 'This run carries code',
    text: 'This run carries code by whoever made it. It runs confined: no network, no storage.',
    changes: 'It changes:',
    file: (contract: ContractName, name: string): string => `${capital(decisionName(contract))}: ${name}`,
    change: (contract: ContractName, reach: PolicyReach, atUs: number): string =>
      `${decisionName(contract)}, ${reachWords(reach)}, from ${moment(atUs)} on`,
    run: 'Run',
    show: 'Show the code',
    hide: 'Hide the code',
  },
}
