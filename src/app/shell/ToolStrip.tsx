/** The tools, always in sight: choose one, then tap what it should act on. A partition has a line of its own that tells how. */
import type { Command } from '../../cluster/command'
import { useLessonMode } from '../lessonMode'
import type { Tool } from '../store'
import { useView } from '../store'
import { words } from '../words'

const TOOLS: Tool[] = ['select', 'cut', 'kill', 'slow', 'partition']
const DOES: Record<Tool, Command['kind'][]> = {
  select: [],
  cut: ['cut', 'isolate'],
  kill: ['kill'],
  slow: ['slow'],
  partition: ['partition'],
}

export function ToolStrip() {
  const w = words().shell.tools
  const tool = useView((view) => view.tool)
  const set = useView((view) => view.set)
  const acts = useLessonMode(({ mode }) => mode?.controls.acts)
  const tools = TOOLS.filter((name) => !acts || DOES[name].some((kind) => acts.includes(kind)))
  if (tools.length === 0) return null
  return (
    <div className="tool-strip">
      <span className="quiet tool-lead" id="tool-lead">
        {w.lead}
      </span>
      <div role="group" aria-labelledby="tool-lead" className="tools">
        {(acts ? (['select', ...tools] as const) : tools).map((name) => (
          <button
            key={name}
            data-tool={name}
            aria-pressed={tool === name}
            title={w.hint[name]}
            onClick={() => set({ tool: name })}
          >
            {w.name[name]}
          </button>
        ))}
      </div>
      <span className="quiet tool-hint" role="status">
        {tool === 'select' || tool === 'partition' ? '' : w.hint[tool]}
      </span>
    </div>
  )
}
