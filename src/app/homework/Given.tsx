/** Homework that was given: what it asks for, before anything of it runs; then the lesson's place, with the way to hand in. */
import { useEffect, useMemo, useState } from 'react'
import type { OpenAssignment } from '../../classroom/homework/open'
import { LessonRoom } from '../lesson/LessonRoom'
import { Prose, textOf } from '../lesson/Prose'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { words } from '../words'
import { assignmentGiven, openedFrom } from './assignments'
import { begunOf, keepBegun } from './begun'
import { HandIn } from './HandIn'
import { Page } from './Page'

type Read = { is: 'open'; open: OpenAssignment } | { is: 'broken'; problem: Problem }

export function Given({ link }: { link: string | null }) {
  const w = words().homework
  const [read, setRead] = useState<{ of: string | null; read: Read } | null>(null)
  const [begun, setBegun] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void readGiven(link).then((found) => current && setRead({ of: link, read: found }))
    return () => {
      current = false
    }
  }, [link])
  const now = read?.of === link ? read.read : null
  const open = now?.is === 'open' ? now.open : null
  const handIn = useMemo(() => open && <HandIn open={open} />, [open])
  if (!now) return <Page title={w.given.loading} />
  if (now.is === 'broken')
    return (
      <Page title={w.given.broken}>
        <p role="alert" className="homework-problem">
          {w.problem(now.problem.code, now.problem.params)}
        </p>
      </Page>
    )
  const { lesson, digest } = now.open
  if (begun === digest || begunOf(digest))
    return <LessonRoom key={digest} lesson={lesson} asked={null} isHouse={false} handIn={handIn} />
  return (
    <Intro
      open={now.open}
      begin={() => {
        keepBegun(digest, { startedMs: Date.now(), id: '' })
        setBegun(digest)
      }}
    />
  )
}

async function readGiven(link: string | null): Promise<Read> {
  try {
    return { is: 'open', open: await openedFrom(assignmentGiven(link)) }
  } catch (error) {
    return { is: 'broken', problem: problemOf(error) }
  }
}

function Intro({ open: { assignment, lesson }, begin }: { open: OpenAssignment; begin: () => void }) {
  const w = words().homework
  const { title, note, acts, contracts, seeds, hidden, work } = assignment
  return (
    <Page title={title}>
      {note
        .split(/\n+/)
        .filter((part) => part.trim() !== '')
        .map((part, i) => (
          <p key={i} className="homework-note">
            {part}
          </p>
        ))}
      <dl className="homework-facts">
        <div>
          <dt>{w.given.about}</dt>
          <dd>{w.given.work(work.kind, textOf(lesson.text.title))}</dd>
        </div>
        <div>
          <dt>{w.given.goals}</dt>
          <dd>
            <ul>
              {lesson.spec.goals.map(({ id }) => (
                <li key={id}>
                  <Prose blocks={lesson.text.goals[id].blocks} />
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{w.given.may}</dt>
          <dd>{w.given.means(acts, contracts, lesson.spec.choices.length > 0)}</dd>
        </div>
        <div>
          <dt>{w.given.judged}</dt>
          <dd>{w.given.seeds(seeds.length, hidden?.seeds ?? 0)}</dd>
        </div>
      </dl>
      {work.kind !== 'house' && <p className="quiet">{w.given.confined}</p>}
      <p className="ways">
        <button className="primary" onClick={begin}>
          {w.given.begin}
        </button>
      </p>
    </Page>
  )
}
