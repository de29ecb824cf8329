/** `assign`: makes an assignment, with its key where it has hidden seeds, and says the link that opens it. */
import { webcrypto } from 'node:crypto'
import { stdout } from 'node:process'
import type { Work, WorkGoal } from '../../classroom/homework/assignment'
import { assignmentLink, assignmentText, goalsFrom, HOMEWORK_LIMITS } from '../../classroom/homework/assignment'
import { lessonWork, makeAssignment } from '../../classroom/homework/make'
import { lessonOf, openAssignment } from '../../classroom/homework/open'
import type { Command } from '../../cluster/command'
import { CONTRACT_NAMES } from '../../decisions'
import { FaultlineError } from '../../kernel'
import { contractsOf } from '../../lessons/attempt'
import type { ControlsSpec, LessonFiles } from '../../lessons/lesson'
import { plainText } from '../../lessons/text/lessonText'
import { COMMAND_KINDS } from '../../scenarios/schema/faults'
import { scenarioAsked } from '../files'
import { houseLessons, lessonsIn } from '../houseLessons'
import { durationUsOf, parsed, seedOf, wholeOf } from '../usage'
import { homeworkText, writeNew } from './files'

const PUBLIC_SEEDS = 6
const HIDDEN_SEEDS = 12
/** The page opens a scenario there: with that past computed, no chart is empty. */
const OPEN_US = 10_000_000
/** Code is nobody's but the learner's, a key nobody's but the teacher's. */
const READABLE = 0o644
const PRIVATE = 0o600

/** What is asked for, before the options say more. */
interface Asked {
  name: string
  title: string
  work: Work
  controls: Pick<ControlsSpec, 'acts' | 'contracts'>
  house: LessonFiles | null
}

export async function assignCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    goals: { type: 'string' },
    title: { type: 'string' },
    note: { type: 'string' },
    acts: { type: 'string' },
    contracts: { type: 'string' },
    settings: { type: 'boolean' },
    carry: { type: 'boolean' },
    from: { type: 'string' },
    seed: { type: 'string' },
    for: { type: 'string' },
    open: { type: 'string' },
    seeds: { type: 'string' },
    hidden: { type: 'string' },
    out: { type: 'string' },
    site: { type: 'string' },
  })
  if (positionals.length !== 1)
    throw new FaultlineError('usage.one', {
      command: 'assign',
      what: 'LESSON, PRESET or FILE',
      got: positionals.length,
    })
  const [named] = positionals
  const asked = (await lessonAsked(named, values)) ?? scenarioWork(named, values)
  const acts = listOf('acts', values.acts, COMMAND_KINDS as readonly Command['kind'][], asked.controls.acts)
  const contracts = listOf('contracts', values.contracts, CONTRACT_NAMES, asked.controls.contracts)
  const hiddenSeeds =
    values.hidden === '0' ? 0 : wholeOf('hidden', values.hidden, HIDDEN_SEEDS, HOMEWORK_LIMITS.hiddenSeeds)
  const { assignment, key } = makeAssignment({
    title: values.title ?? asked.title,
    note: values.note ?? '',
    work: asked.work,
    acts,
    contracts,
    publicSeeds: wholeOf('seeds', values.seeds, PUBLIC_SEEDS, HOMEWORK_LIMITS.publicSeeds),
    hiddenSeeds,
    secret: webcrypto.getRandomValues(new Uint8Array(16)),
  })
  const { lesson } = await openAssignment(assignment, asked.house)
  const { choices, controls, goals } = lesson.spec
  const answers = goals.some(({ kind }) => kind === 'answer')
  if (acts.length + contracts.length + choices.length === 0 && !answers && !controls.panels.includes('settings'))
    throw new FaultlineError('assign.nothing')
  const name = values.out ?? asked.name
  writeNew(`${name}.assignment.json`, assignmentText(assignment), READABLE)
  if (key !== null) writeNew(`${name}.key.json`, key, PRIVATE)
  stdout.write(`for learners: ${name}.assignment.json\n`)
  if (key !== null)
    stdout.write(
      `for you alone: ${name}.key.json (without it hidden seeds cannot be judged; who has it can tell them)\n`,
    )
  stdout.write(linkLine(() => assignmentLink(assignment), values.site))
  return 0
}

function linkLine(link: () => string, site: string | undefined): string {
  try {
    const hash = `#/homework?from=${link()}`
    return site === undefined
      ? `as a link, after your site’s address: ${hash}\n`
      : `as a link: ${site.replace(/#.*$/, '')}${hash}\n`
  } catch (error) {
    if (!(error instanceof FaultlineError) || error.code !== 'link.tooLong') throw error
    return 'too large for a link: give the file\n'
  }
}

type Values = Partial<Record<'from' | 'goals' | 'seed' | 'for' | 'open', string>> & {
  carry?: boolean
  settings?: boolean
}

/** A lesson of the house by number or name, or of a folder, which is carried; null: the name is no lesson's. */
async function lessonAsked(named: string, { from, carry = false }: Values): Promise<Asked | null> {
  const all = from === undefined ? houseLessons() : lessonsIn(from)
  const found = [...all].find(
    ([folder]) => folder === named || folder.replace(/^\d+-/, '') === named || folder.split('-')[0] === named,
  )
  if (!found) {
    if (from === undefined) return null
    throw new FaultlineError('lessons.unknown', {
      got: named.slice(0, 60),
      allowed: [...all.keys()].join(', ').slice(0, 400),
    })
  }
  const [, files] = found
  const lesson = await lessonOf(files)
  const { slug, controls } = lesson.spec
  const open = { acts: controls.acts, contracts: contractsOf(lesson.spec) }
  const title = plainText(lesson.text.title).trim()
  return { name: slug, title, work: lessonWork(lesson, carry || from !== undefined), controls: open, house: files }
}

function scenarioWork(named: string, { goals, seed, for: until, open, settings = false }: Values): Asked {
  const { scenario, run } = scenarioAsked(named)
  if (goals === undefined) throw new FaultlineError('assign.goals')
  const horizonS = durationUsOf(until, run?.horizonUs ?? 60_000_000) / 1e6
  const read: WorkGoal[] = goalsFrom(homeworkText(goals))
  const work: Work = {
    kind: 'scenario',
    scenario,
    seed: seedOf(seed, run?.seed ?? 1),
    openS: Math.min(durationUsOf(open, OPEN_US) / 1e6, horizonS / 2),
    horizonS,
    goals: read,
    panels: ['code', 'traces', 'signals', 'verdicts', ...(settings ? (['settings'] as const) : [])],
    view: 'service',
    charts: ['consistency', 'availability', 'latency'],
  }
  return { name: scenario.id, title: scenario.id, work, controls: { acts: [], contracts: [] }, house: null }
}

/** Names parted by commas, "all" or "none". Throws assign.name. */
function listOf<T extends string>(option: string, text: string | undefined, all: readonly T[], otherwise: T[]): T[] {
  if (text === undefined) return otherwise
  if (text === 'all') return [...all]
  if (text === 'none') return []
  return text.split(',').map((name): T => {
    const found = all.find((one) => one === name.trim())
    if (found === undefined)
      throw new FaultlineError('assign.name', { option, got: name.slice(0, 40), allowed: all.join(', ') })
    return found
  })
}
