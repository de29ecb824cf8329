/** A table under one row of names, that may be wider than its place: there it scrolls, by keyboard too. */
import type { KeyboardEvent, ReactNode } from 'react'

interface WideTableProps {
  label: string
  className: string
  columns: readonly string[] // '' where a column needs no name
  /** Whether the focus can come to the table as a whole; not where it comes to what stands in it. */
  isStop?: boolean
  onKeyDown?: (event: KeyboardEvent<HTMLTableElement>) => void
  /** Its bodies. */
  children: ReactNode
}

export function WideTable({ label, className, columns, isStop = true, onKeyDown, children }: WideTableProps) {
  return (
    <div className={className} role="region" aria-label={label} tabIndex={isStop ? 0 : undefined}>
      <table onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {columns.map((name) =>
              name === '' ? (
                <td key={name} />
              ) : (
                <th scope="col" key={name}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  )
}
