/** What the compiler refuses, and what TypeScript says of the types, each a way to its line. */
import type { Problem } from '../../policies/compiler'
import { words } from '../words'
import type { TypeProblem } from './editor/editorProps'
import { problemText } from './problemText'
import { useStudio } from './studioStore'

interface ProblemListProps {
  problems: Problem[] | null
  types: TypeProblem[]
  several: boolean
}

export function ProblemList({ problems, types, several }: ProblemListProps) {
  const w = words().studio
  const found = problems ?? []
  // What is refused is said once.
  const typed = types.filter(({ file, line }) => !found.some((one) => one.file === file && one.line === line))
  return (
    <section className="problem-list" aria-label={w.problems(found.length)}>
      <p role="status" className="quiet">
        {problems === null
          ? ''
          : found.length === 0
            ? typed.length === 0
              ? w.noProblems
              : ''
            : w.problems(found.length)}
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
      {typed.length > 0 && (
        <>
          <p role="status" className="quiet">
            {w.typeProblems(typed.length)}
          </p>
          <ul>
            {typed.map(({ file, line, text }, i) => (
              <li key={i}>
                <button className="plain link" onClick={() => useStudio.setState({ line: { file, line } })}>
                  {w.line(file, line, several)}
                </button>{' '}
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
