/** The runs that a session's file holds, by what they are called; each is made of its value when it is asked for. */
import type { Given } from '../../classroom/documents/lead'
import type { LearnerPage } from '../../classroom/documents/learner'
import { commandsOf } from '../../classroom/documents/sequence'
import { runsKept } from '../../classroom/keptWork'
import type { PastSession } from '../../classroom/sessionFile'
import { documentOf } from '../../scenarios/codec'
import { decodeLink } from '../../scenarios/link'
import { lessonTitle, runTitle } from '../room/answerLines'
import { givenTitle } from '../room/givenTitle'
import type { RunText } from '../room/runText'
import { keptRun, runIn } from '../room/runText'
import { stamped } from '../room/stamped'
import { words } from '../words'

export interface PastRun {
  title: string
  /** null: it cannot be read. */
  read: () => RunText | null
}

/** The one that was open first, then what the room kept of others. */
export function runsOfLearner({ lead }: Pick<PastSession, 'lead'>, page: LearnerPage): PastRun[] {
  const w = words().pastSession
  const { run, kept } = page
  const open = run ? [{ title: runTitle(run.title), read: () => runIn(page) }] : []
  const titles = new Map([...lead.given.values()].map(({ n, given }) => [String(n), givenTitle(given)]))
  const others = runsKept(kept).filter((work) => work !== `given-${run?.n}`)
  return [
    ...open,
    ...others.map((work) => {
      const [of, stage] = work.split('/')
      const n = of.slice('given-'.length)
      const title =
        stage === undefined
          ? n === '0'
            ? words().room.title
            : (titles.get(n) ?? w.earlier(n))
          : w[stage === 'own' ? 'own' : 'experiment'](lessonTitle(of))
      return { title, read: () => keptRun(kept, work, title) }
    }),
  ]
}

/** Of what was given: a run or a scenario has its own; null: it is none. */
export function runGiven(given: Given): PastRun | null {
  if (given.kind !== 'run' && given.kind !== 'scenario') return null
  const { link, title } = given
  return { title, read: () => ({ title, link, file: null }) }
}

/** The one cluster of all, with everything that the room stamped; null: there was none. */
export function sharedRun({ sequence }: Pick<PastSession, 'sequence'>): PastRun | null {
  const { base } = sequence
  if (!base) return null
  const title = words().pastSession.shared
  const read = (): RunText | null => {
    try {
      const { run } = decodeLink(base.link)
      const horizonUs = Math.min(base.horizonUs, base.endUs)
      const acts = commandsOf(sequence).filter(({ atUs }) => atUs <= horizonUs)
      const commands = [...run.commands, ...acts.map(stamped)]
      return { title, link: null, file: JSON.stringify(documentOf({ run: { ...run, commands, horizonUs } })) }
    } catch {
      return null
    }
  }
  return { title, read }
}
