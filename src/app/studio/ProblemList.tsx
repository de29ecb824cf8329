/** What the compiler refuses, each a way to its line. */
import type { Problem } from '../../policies/compiler'
import { words } from '../words'
import { problemText } from './problemText'
import { useStudio } from './studioStore'

interface ProblemListProps {
  problems: Problem[] | null
  several: boolean
}

export function ProblemList({ problems, several }: ProblemListProps) {
  const w = words().studio
  const found = problems ?? []
  return (
    <section className="problem-list" aria-label={w.problems(found.length)}>
      <p role="status" className="quiet">
        {problems === null ? '' : found.length === 0 ? w.noProblems : w.problems(found.length)}
      </p>
      <ul>
        {found.map((problem, i) => (
          <li key={i}>
            <button
              className="plain link"
              onClick={() => useStudio.setState({ line: { file: problem.file, line: problem.line } })}
            >
              {w.line(problem.file, problem.line, several)}
            </button>{' '}
            {problemText(problem)}
          </li>
        ))}
      </ul>
    </section>
  )
}
