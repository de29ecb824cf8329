/** Two to four runs side by side, each in a lab of its own. */
import type { ShownRun } from '../../../classroom/documents/screen'
import { RunFrame } from '../RunFrame'

export function RunsShown({ runs }: { runs: ShownRun[] }) {
  return (
    <ul className="runs-shown" data-n={runs.length}>
      {runs.map(({ title, link }, i) => (
        <li key={`${i} ${link}`}>
          <h2>{title}</h2>
          <RunFrame link={link} title={title} />
        </li>
      ))}
    </ul>
  )
}
