/** The tools, always in sight: choose one, then tap what it should act on. */
import type { Tool } from '../store'
import { useView } from '../store'
import { words } from '../words'

const TOOLS: Tool[] = ['select', 'cut', 'kill', 'slow', 'partition']

export function ToolStrip() {
  const w = words().shell.tools
  const tool = useView((view) => view.tool)
  const set = useView((view) => view.set)
  return (
    <div className="tool-strip">
      <span className="quiet tool-lead" id="tool-lead">
        {w.lead}
      </span>
      <div role="group" aria-labelledby="tool-lead" className="tools">
        {TOOLS.map((name) => (
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
        {tool === 'select' ? '' : w.hint[tool]}
      </span>
    </div>
  )
}
