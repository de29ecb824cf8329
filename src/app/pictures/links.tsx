/** What a picture's parts lead to: a node on the graph, an operation's trace; and moving among them by arrow keys. */
import type { KeyboardEvent, ReactNode } from 'react'
import type { OperationName } from '../../lab/storeViews/views'
import { useLab, useView } from '../store'
import { words } from '../words'

export function nodeName(node: number): string {
  return useLab.getState().opened?.topology.nodes[node]?.id ?? String(node)
}

export function NodeLink({ node, children }: { node: number; children?: ReactNode }) {
  const isChosen = useView(({ selection }) => selection?.kind === 'node' && selection.node === node)
  const set = useView((view) => view.set)
  return (
    <button
      type="button"
      className="plain node-link"
      aria-pressed={isChosen}
      onClick={() => set({ selection: { kind: 'node', node } })}
    >
      {nodeName(node)}
      {children}
    </button>
  )
}

export function followOperation({ client, count }: OperationName): void {
  useView.getState().set({ selection: { kind: 'operation', client, count } })
}
export function OperationLink({ operation }: { operation: OperationName }) {
  const w = words().pictures
  const name = w.write(operation.count)
  return (
    <button
      type="button"
      className="plain operation-link"
      aria-label={w.follow(name)}
      title={w.follow(name)}
      onClick={() => followOperation(operation)}
    >
      {name}
    </button>
  )
}

/** In a table of many buttons one a row is a stop of the Tab key; arrows lead to the others. */
export function moveInTable(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  const cell = (event.target as HTMLElement).closest('td')
  const row = cell?.parentElement
  if (!step || !cell || !row) return
  const [across, down] = step
  const rows = [...(row.parentElement?.children ?? [])]
  const nextRow = rows[rows.indexOf(row) + down] as Element | undefined
  const cells = [...(nextRow?.children ?? [])]
  let at = [...row.children].indexOf(cell) + across
  for (; at >= 0 && at < cells.length; at += across || cells.length) {
    const button = cells[at].querySelector('button')
    if (!button) continue
    event.preventDefault()
    button.focus()
    return
  }
}
const STEPS: Partial<Record<string, [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
