/** The parts of an operation's latency: one bar, and what each drawing stands for, with its time. */
import type { Step, Trace } from '../../lab/protocol'
import { words } from '../words'

const PARTS: Step['part'][] = ['network', 'queueing', 'service', 'disk', 'waiting']

export function Parts({ parts }: { parts: Trace['parts'] }) {
  const w = words().traces
  const ofUs = PARTS.reduce((sum, part) => sum + parts[part], 0)
  const shown = PARTS.filter((part) => parts[part] > 0)
  if (ofUs === 0) return null
  return (
    <div className="trace-parts">
      <PartsBar parts={parts} />
      <ul aria-label={w.partsTitle}>
        {shown.map((part) => (
          <li key={part}>
            <i className="trace-bar" data-part={part} data-critical aria-hidden="true" />
            {w.part(part, parts[part], ofUs)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Of no more meaning than what stands beside it in words. */
export function PartsBar({ parts }: { parts: Trace['parts'] }) {
  return (
    <div className="trace-stack" aria-hidden="true">
      {PARTS.filter((part) => parts[part] > 0).map((part) => (
        <span key={part} className="trace-bar" data-part={part} data-critical style={{ flexGrow: parts[part] }} />
      ))}
    </div>
  )
}
