/** A room's session, read from its file: what was given and asked, who was there, and every run, replayed. Nothing in it acts. */
import { useState } from 'react'
import type { PastSession as Session } from '../../classroom/sessionFile'
import { FileButton } from '../homework/FileButton'
import { useDrop } from '../homework/useDrop'
import { Distribution } from '../room/Distribution'
import { givenTitle } from '../room/givenTitle'
import { RunDialog } from '../room/RunDialog'
import { words } from '../words'
import { Learners } from './Learners'
import { openSession, useOpened } from './opened'
import { RunButton } from './RunButton'
import type { PastRun } from './runs'
import { runGiven, sharedRun } from './runs'
import '../shell/home.css'
import '../room/room.css'
import './pastSession.css'

export function PastSession() {
  const w = words().pastSession
  const { reading, session, problem } = useOpened()
  const take = ([file]: File[]): void => {
    if (file) void openSession(file)
  }
  useDrop(take)
  return (
    <main className="home past-session">
      <nav aria-label={w.nav}>
        <a href="#/">{w.home}</a> <a href="#/homework">{w.homework}</a>
      </nav>
      <h1>{session ? (session.lead.title ?? w.unnamed) : w.title}</h1>
      {!session && <p className="lead">{w.lead}</p>}
      <p className="ways">
        <FileButton label={session ? w.another : w.open} isPrimary={!session} opened={take} />{' '}
        <span className="quiet">{w.drop}</span>
      </p>
      <p role="status">{reading && w.reading}</p>
      {problem && (
        <p role="alert" className="past-problem">
          {w.problem(problem.code, problem.params)}
        </p>
      )}
      {session && <Shown key={session.savedMs} session={session} />}
    </main>
  )
}

function Shown({ session }: { session: Session }) {
  const w = words().pastSession
  const { savedMs, lead, host, learners, missing, damaged } = session
  const [open, setOpen] = useState<PastRun | null>(null)
  const votes = [...lead.vote.entries()].filter(([, { tallies }]) => tallies.length > 0)
  return (
    <>
      <p className="quiet">
        {[savedMs === null ? '' : w.saved(new Date(savedMs).toLocaleString()), w.people(session.roster.learner.size)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {missing > 0 && <p className="past-problem">{w.missing(missing)}</p>}
      {damaged > 0 && <p className="past-problem">{w.damaged(damaged)}</p>}
      <Given session={session} open={setOpen} />
      {host.plan && (
        <section aria-label={w.plan}>
          <h2>{w.plan}</h2>
          <ol>
            {host.plan.steps.map((step, i) => (
              <li key={i}>
                {step.title.trim() || words().roomHost.plan.does[step.do]}{' '}
                {step.do === 'give' && <RunButton run={runGiven(step.given)} open={setOpen} />}
              </li>
            ))}
          </ol>
        </section>
      )}
      {votes.length > 0 && (
        <section aria-label={w.votes}>
          <h2>{w.votes}</h2>
          {votes.map(([id, vote]) => (
            <div key={id}>
              <h3>{vote.text}</h3>
              <Distribution vote={vote} />
            </div>
          ))}
        </section>
      )}
      {learners.size > 0 && <Learners session={session} open={setOpen} />}
      {open && <RunDialog title={open.title} read={() => Promise.resolve(open.read())} close={() => setOpen(null)} />}
    </>
  )
}

function Given({ session, open }: { session: Session; open: (run: PastRun) => void }) {
  const w = words().pastSession
  const { lead, roster, sequence } = session
  const shared = sharedRun(session)
  const given = [...lead.given].sort(([, a], [, b]) => a.n - b.n)
  if (given.length === 0 && !shared) return null
  const to = (name: string): string => {
    if (name === 'all') return w.to.all
    const group = lead.group.get(name.slice('group-'.length))
    return name.startsWith('group-')
      ? w.to.group(group?.name ?? '')
      : w.to.learner(roster.learner.get(name)?.name ?? '')
  }
  return (
    <section aria-label={w.given}>
      <h2>{w.given}</h2>
      <ul>
        {given.map(([name, one]) => (
          <li key={name}>
            {to(name)}: {givenTitle(one.given)} <RunButton run={runGiven(one.given)} open={open} />
          </li>
        ))}
        {shared && (
          <li>
            {w.sharedText(sequence.command.size)} <RunButton run={shared} open={open} />
          </li>
        )}
      </ul>
    </section>
  )
}
