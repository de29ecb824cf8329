/** The two roads: homework that was given, and homework to give and to judge. */
import { useState } from 'react'
import type { Problem } from '../shell/labConnection'
import { words } from '../words'
import { openAssignmentFile } from './assignments'
import { FileButton } from './FileButton'
import { Page } from './Page'
import { useDrop } from './useDrop'

export function Start() {
  const w = words().homework
  const [problem, setProblem] = useState<Problem | null>(null)
  const open = ([file]: File[]): void => {
    if (file) void openAssignmentFile(file).then(setProblem)
  }
  useDrop(open)
  return (
    <Page title={w.title} lead={w.lead} isStart>
      <section aria-label={w.start.learner}>
        <h2>{w.start.learner}</h2>
        <p>{w.start.learnerText}</p>
        <p className="ways">
          <FileButton label={w.start.open} isPrimary opened={open} /> <span className="quiet">{w.start.drop}</span>
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
    </Page>
  )
}
