/** Data as a tree of fields; each leaf can be changed where that is wished. */
import { useState } from 'react'
import type { Data, Leaf, Path } from './treeData'
import { leafOf } from './treeData'

interface DataTreeProps {
  data: Data
  change: ((path: Path, value: Leaf) => void) | null
  path?: Path
}

export function DataTree({ data, change, path = [] }: DataTreeProps) {
  if (typeof data !== 'object' || data === null) return <code>{String(data)}</code>
  return (
    <ul className="data-tree">
      {Object.entries(data).map(([name, value]) => (
        <li key={name}>
          {typeof value === 'object' && value !== null ? (
            <details open={path.length === 0 || Object.keys(data).length <= 4}>
              <summary>{name}</summary>
              <DataTree data={value} change={change} path={[...path, name]} />
            </details>
          ) : (
            <LeafField name={name} value={value} path={[...path, name]} change={change} />
          )}
        </li>
      ))}
    </ul>
  )
}

function LeafField({
  name,
  value,
  path,
  change,
}: { name: string; value: Leaf; path: Path } & Pick<DataTreeProps, 'change'>) {
  const [text, setText] = useState(String(value))
  if (!change)
    return (
      <>
        <span>{name}</span> <code>{String(value)}</code>
      </>
    )
  const typed = (now: string): void => {
    setText(now)
    const leaf = leafOf(now, value)
    if (leaf !== undefined) change(path, leaf)
  }
  return (
    <label>
      <span>{name}</span>
      <input
        value={text}
        aria-label={path.join('.')}
        aria-invalid={leafOf(text, value) === undefined}
        onChange={({ target }) => typed(target.value)}
      />
    </label>
  )
}
