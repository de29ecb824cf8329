/** The words of the command: its help, its refusals (by the code that was thrown), and its reports. */
import { decisionName, historyProblems, homeworkProblems, lessonProblems, policyProblems } from '../app/words/command'
import { MODELS } from '../checkers'
import type { ContractName } from '../decisions'

import { printable } from '../kernel'
import type { FaultlineError } from '../kernel'
import type { ProblemCode } from '../policies/compiler'

/** The models by name, in lines of some 90 characters. */
const MODELS_LISTED = MODELS.reduce<string[]>((lines, name) => {
  const last = lines.at(-1)
  if (last !== undefined && last.length + name.length < 90) return [...lines.slice(0, -1), `${last}, ${name}`]
  return [...lines, `      ${name}`]
}, []).join(',\n')

type Params = FaultlineError['params']

export const HELP = `faultline: a laboratory for distributed systems

  faultline run PRESET|FILE [--mode MODE] [--seed N] [--for 60s] [--commands FILE] [--json]
      runs a scenario, or a saved run, and says what came of it; with --mode, its store replicates in that way
  faultline contrast PRESET|FILE [--modes A,B] [--seed N] [--for 60s] [--commands FILE] [--json]
      the same users and faults under several replication modes, side by side
  faultline compare PRESET|FILE [--commands FILE] [--without N|policies] [--seeds 50] [--seed N] [--for 60s] [--json]
      the run with its Nth command (the newest unless named; policies: all that set or stop one) and without it, over
      so many seeds from its own on: figures since that command, their difference by seed and its 95 % interval;
      exit 1 where a seed could not be played
  faultline reproduce [ID ...] [--set key=value] [--json]
      repeats published results; without an ID, all of them
  faultline lessons verify [ID ...] [--seeds 12] [--from FOLDER] [--json]
      proves that lessons carry their load: what a learner begins with fails, the solution passes on every seed, and
      every counter-solution fails; an ID is a lesson's number or name; with --from, a lesson's folder, or one of several
  faultline lessons pack FOLDER
      prints a lesson's folder as the one file that the page opens
  faultline assign LESSON [--carry] | LESSON --from FOLDER | PRESET|FILE --goals FILE [--seed N] [--for 60s] [--open 10s] [--settings]
                   [--title T] [--note T] [--acts A,B|all|none] [--contracts A,B|all|none] [--seeds 6] [--hidden 12]
                   [--out NAME] [--site URL]
      makes homework: NAME.assignment.json for learners, also as a link, and NAME.key.json for the teacher alone. Of a lesson
      of the house it holds the name, with --carry (and from a folder) the lesson itself without its solution; of a scenario
      all of it, with goals from a file: [{ "id", "kind": "measured"|"exhibit", "words", "conditions": [{ "of": { "figure":
      "okShare", … }, "atLeast": 0.99 }] }]. What learners may do by hand and which decisions they may write is a lesson's
      own, or none of a scenario, unless named; with --settings they may change how a store replicates. Learners check over
      --seeds public seeds; the --hidden ones (0: none) are each learner's own and come from the key
  faultline verify SUBMISSION ... --assignment FILE [--key FILE] [--seconds 120] [--memory 512] [--csv] [--json]
      judges homework: each submission (or each file of a folder) is played again under the assignment's own scenario and
      goals, over public seeds and, with the key, over hidden ones, in a process of its own that has no files and no network
      and is killed after so many seconds or MB; the table names what failed and what was refused, flags identical work,
      and repeats predictions and times as the learner's page reported them; exit 1 where any was refused
  faultline classroom [--port 4180] [--host ADDRESS] [--data FOLDER | --redis URL] [--rehearse N]
      serves the site and a classroom's rooms, on this computer alone unless --host names an address (0.0.0.0: all), and
      prints how to come in; rooms are kept in FOLDER (faultline-rooms), or in a Redis that several servers share;
      with --rehearse, N bots fill a room for a rehearsal, which ends with the server
  faultline bench [W1|W2|W3|W4|modes|policy|logs|kv|kv-bad|lists] [--json]
      measures speed, beside plain JavaScript and other simulators; the last four are verdicts on histories
  faultline check FILE [--format F] [--model M] [--consistency C] [--stale-versions K] [--stale-ms T]
                       [--steps N] [--memory MB] [--negative-balances] [--shortest] [--json]
      judges a recorded history (porcupine-etcd, porcupine-kv, jepsen-edn, jepsen-json) against a model,
      transactions against a consistency model (strict-serializable unless named), bounded-staleness by
      fewer than K missed writes that were acknowledged at least T ms before (1 and 0 unless named);
      with --shortest, only the break that the fewest operations show, and these operations;
      exit 0 valid, 1 invalid, 2 unknown, 3 unreadable. Models:
${MODELS_LISTED}
  faultline export PRESET|FILE [--format jepsen-edn|jepsen-json|csv] [--journey J] [--mode MODE] [--seed N] [--for 60s]
                   [--commands FILE]
      writes what a run's clients saw, for check and others; with --journey, its reads and all writes to their keys
  faultline export PRESET|FILE --format otlp|prometheus|operations-csv [--mode MODE] [--seed N] [--for 60s] [--commands FILE]
      writes traces of the failed, the slowest and some ordinary operations with metrics (otlp: OpenTelemetry's JSON, for
      /v1/traces and /v1/metrics), metrics alone (prometheus: its text format), or those operations in rows with the parts of
      their latency and why they died or were slow
  faultline sim --seed N
      replays one case of the swarm test, with every option that the seed drew
  faultline --help | --version
`

const PROBLEMS: Readonly<Record<string, string>> = {
  duplicate: 'is there twice',
  empty: 'is empty',
  forbiddenKey: 'is not allowed as a name',
  gap: 'leaves some users without a shard',
  missing: 'is missing',
  notAscending: 'goes back in time',
  notFinite: 'is not a finite number',
  notJson: 'is not JSON',
  notMigrated: 'could not be brought up to date',
  notName: 'is not a name',
  notOneOf: 'is none of what it may be',
  notRange: 'has a range that is empty or reaches too far',
  notWhole: 'is not a whole number',
  outOfRange: 'is out of range',
  overlap: 'gives some users to two shards',
  tooDeep: 'is nested too deeply',
  tooFew: 'has too few entries',
  tooLong: 'is too long',
  tooMany: 'has too many entries',
  notItsId: 'is not the name of this code',
  otherContract: 'is for another decision than the code',
  unknownCode: 'names code that the run does not carry',
  unknownField: 'is not a field here',
  unknownVersion: 'is not a version known here',
  wrongType: 'is not of the right kind',
}

/** "groups[2].count is out of range: 5000 (allowed: 1 to 100)" */
function refused(p: Params): string {
  const where = p.line === undefined ? '' : ` at line ${p.line}, column ${p.column}`
  const what = PROBLEMS[String(p.problem)] ?? `is refused (${p.problem})`
  const got = p.got === undefined || p.got === '' || p.got === '""' ? '' : `: ${p.got}`
  const allowed = p.allowed ? ` (allowed: ${p.allowed})` : ''
  return `${p.field ? p.field : 'it'} ${what}${where}${got}${allowed}`
}

const REFUSALS: Readonly<Record<string, (p: Params) => string>> = {
  ...historyProblems,
  ...lessonProblems,
  ...homeworkProblems,
  'usage.command': (p) =>
    p.got === ''
      ? 'a command is missing; see faultline --help'
      : `there is no command "${p.got}"; see faultline --help`,
  'usage.option': (p) => `${p.reason}; see faultline --help`,
  'usage.seed': (p) => `--seed is a whole number from 0 to 9007199254740991, not "${p.got}"`,
  'usage.duration': (p) => `--for is a duration such as 60s, 500ms or 2min, up to ${p.maxHours}h, not "${p.got}"`,
  'usage.whole': (p) => `--${p.option} is a whole number above 0, not "${p.got}"`,
  'usage.upTo': (p) =>
    p.max === 0
      ? 'the run has no command to leave out'
      : `--${p.option} is a whole number from 1 to ${p.max}, not "${p.got}"`,
  'classroom.notBuilt': () => 'the classroom is not built yet: run "npm run build" first',
  'classroom.data': (p) => `rooms cannot be kept in "${p.folder}" (${p.why})`,
  'classroom.dataInUse': (p) =>
    `another classroom (process ${p.pid}) keeps its rooms there; if it does not run any more, delete ${p.lock}`,
  'classroom.secret': (p) =>
    `the rooms' secret (${p.where}) is damaged, and with it anybody could enter as the teacher: put a copy of it back; or delete it, and all links and return codes that were given out are void`,
  'classroom.redis': (p) => `the Redis at ${p.address} does not answer (${p.why})`,
  'classroom.port': (p) => `port ${p.port} at ${p.host} cannot be opened (${p.why}); choose another with --port`,
  'trial.nothing': () => 'the run has no such command to leave out',
  'trial.span': (p) =>
    `nothing comes after the command at ${Number(p.fromUs) / 1e6} s: the run ends at ${Number(p.toUs) / 1e6} s`,
  'trial.crashed': () => 'it ended its thread twice',
  'usage.set': (p) => `--set takes key=value, not "${p.got}"`,
  'usage.one': (p) => `${p.command} takes one ${p.what}; it got ${p.got}`,
  'usage.journey': (p) => `--journey is for histories; ${p.format} is about all journeys`,
  'lessons.verb': (p) => `lessons takes "verify" or "pack", not "${p.got}"; see faultline --help`,
  'lessons.packs': () => 'lessons pack takes the folder of one lesson',
  'lessons.unknown': (p) => `there is no lesson "${p.got}"; there are ${p.allowed}`,
  'lessons.folder': (p) => `"${p.folder}" holds no lesson that can be read (${p.why})`,
  'assign.goals': () => 'homework about a scenario needs goals: --goals FILE; see faultline --help',
  'assign.nothing': () =>
    'learners could do nothing: name --acts, --contracts (each "all" or names parted by commas), or --settings',
  'assign.name': (p) => `--${p.option} knows no "${p.got}"; there are ${p.allowed}`,
  'assign.exists': (p) => `"${p.file}" is there already and is not written over: name another with --out`,
  'assign.write': (p) => `"${p.file}" cannot be written (${p.why})`,
  'verify.assignment': () => 'verify needs the assignment: --assignment FILE',
  'verify.none': () => 'verify needs submissions: files, or a folder of them',
  'usage.work': (p) => `there is no work "${p.got}"; there are ${p.allowed}`,
  'file.unreadable': (p) =>
    `"${p.file}" is neither a preset nor a file that can be read (${p.why}); presets: ${p.presets}`,
  'file.history': (p) => `"${p.file}" cannot be read (${p.why})`,
  'file.commands': (p) => `"${p.file}" cannot be read (${p.why})`,
  'file.large': (p) => `"${p.file}" is too large: ${p.got} bytes (allowed: 0 to ${p.allowed})`,
  'experiment.unknown': (p) => `there is no experiment "${p.id}"; there are ${p.allowed}`,
  'experiment.parameter': (p) =>
    `"${p.name}" is no parameter here; ${p.allowed === '' ? 'there is none' : `there are ${p.allowed}`}`,
  'experiment.value': (p) => `${p.name} is ${p.got}; it may be ${p.min} to ${p.max}`,
  'experiment.whole': (p) => `${p.name} is ${p.got}; it is a whole number from ${p.min} to ${p.max}`,
  'experiment.choice': (p) => `there is no ${p.name} "${p.got}"; there are ${p.allowed}`,
  'experiment.form': (p) => `${p.name} cannot be "${p.got}"; it is written like ${p.example}`,
  'policy.invalid': (p) =>
    `the run is refused: its code for ${decisionName(p.contract as ContractName)} does not compile, ${p.file}:${p.line}:${p.column}: ${policyProblems[p.problem as ProblemCode](p)}`,
  'run.loop': (p) =>
    `at ${p.atUs} µs events kept causing each other within one microsecond (${p.events} of them); the run ended there`,
}
const SUBJECTS: Readonly<Record<string, string>> = {
  scenario: 'the scenario is refused: ',
  run: 'the run is refused: ',
  lesson: '',
  file: 'the file is refused: ',
}

/** One line for what a person can cause. */
export function refusal(error: Pick<FaultlineError, 'code' | 'params'>): string {
  const { code, params } = error
  const own = REFUSALS[code] as ((p: Params) => string) | undefined
  const line = own ? own(params) : (SUBJECTS[code.split('.')[0]] ?? '') + refused(params)
  return printable(line).replace(/\s+/g, ' ').slice(0, 500)
}
