/** The two roads: homework that was given, and homework to give and to judge. */
import { useState } from 'react'
import type { Problem } from '../shell/labConnection'
import { tookSession } from '../shell/tookSession'
import { words } from '../words'
import { openAssignmentFile } from './assignments'
import { FileButton } from './FileButton'
import { Page } from './Page'
import { useDrop } from './useDrop'

export function Start() {
  const w = words().homework
  const [problem, setProblem] = useState<Problem | null>(null)
  const open = async ([file]: File[]): Promise<void> => {
    if (file && !(await tookSession(file))) setProblem(await openAssignmentFile(file))
  }
  useDrop((files) => void open(files))
  return (
    <Page title={w.title} lead={w.lead} isStart>
      <section aria-label={w.start.learner}>
        <h2>{w.start.learner}</h2>
        <p>{w.start.learnerText}</p>
        <p className="ways">
          <FileButton label={w.start.open} isPrimary opened={(files) => void open(files)} />{' '}
          <span className="quiet">{w.start.drop}</span>
        </p>
        {problem && (
          <p role="alert" className="homework-problem">
            {w.problem(problem.code, problem.params)}
          </p>
        )}
      </section>
      <section aria-label={w.start.teacher}>
        <h2>{w.start.teacher}</h2>
        <p>{w.start.teacherText}</p>
        <p className="ways">
          <a className="button" href="#/homework/make">
            {w.start.make}
          </a>
          <a className="button" href="#/homework/judge">
            {w.start.judge}
          </a>
        </p>
        <p className="quiet">{w.start.command}</p>
      </section>
      <section aria-label={w.start.room}>
        <h2>{w.start.room}</h2>
        <p>{w.start.roomText}</p>
        <p className="ways">
          <a className="button" href="#/session">
            {w.start.session}
          </a>
        </p>
      </section>
    </Page>
  )
}
