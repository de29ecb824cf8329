/** What is searched for: which operations, when, whose, through which node, how long they took and why. */
import type { TraceSummary, TracesQuestion } from '../../lab/protocol'
import { useLab } from '../store'
import { words } from '../words'
import { searchLately } from './following'
import { useTraceSearch } from './traceStore'

const KEPT: TraceSummary['kept'][] = ['failed', 'slow', 'ordinary']
const LENGTHS_US = [5e6, 20e6, 60e6, 300e6]
const LATENCIES_US = [10e3, 50e3, 100e3, 500e3, 1e6]

export function Filters({ asked }: { asked: TracesQuestion }) {
  const w = words().traces
  const topology = useLab((lab) => lab.opened?.topology)
  const ask = (change: Partial<TracesQuestion>): void => useTraceSearch.setState({ asked: { ...asked, ...change } })
  return (
    <div className="traces-filters">
      <div role="group" aria-label={w.outcome}>
        {[undefined, ...KEPT].map((kept) => (
          <button
            type="button"
            className="plain"
            key={kept ?? 'every'}
            aria-pressed={asked.kept === kept}
            onClick={() => ask({ kept })}
          >
            {kept ? w.kept[kept] : w.every}
          </button>
        ))}
      </div>
      <Choice
        label={w.time}
        value=""
        any={w.between(asked.fromUs, asked.toUs)}
        options={LENGTHS_US.map((us) => ({ value: String(us), name: w.last(us) }))}
        choose={(value) => value !== '' && searchLately(asked, Number(value))}
      />
      <Choice
        label={w.journey}
        value={String(asked.journey ?? '')}
        any={w.everyJourney}
        options={(topology?.journeys ?? []).map((name, i) => ({ value: String(i), name }))}
        choose={(value) => ask({ journey: value === '' ? undefined : Number(value) })}
      />
      <Choice
        label={w.node}
        value={String(asked.node ?? '')}
        any={w.everyNode}
        options={(topology?.nodes ?? []).map(({ index, id }) => ({ value: String(index), name: id }))}
        choose={(value) => ask({ node: value === '' ? undefined : Number(value) })}
      />
      <Choice
        label={w.latency}
        value={String(asked.latencyUsMin ?? '')}
        any={w.anyLatency}
        options={LATENCIES_US.map((us) => ({ value: String(us), name: w.atLeast(us) }))}
        choose={(value) => ask({ latencyUsMin: value === '' ? undefined : Number(value) })}
      />
      <Choice
        label={w.cause}
        value={asked.story ?? ''}
        any={w.everyCause}
        options={Object.entries(w.codes).map(([value, name]) => ({ value, name }))}
        choose={(value) => ask({ story: value === '' ? undefined : value })}
      />
    </div>
  )
}

interface Choices {
  label: string
  value: string
  any: string
  options: { value: string; name: string }[]
  choose: (value: string) => void
}
function Choice({ label, value, any, options, choose }: Choices) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  )
}
