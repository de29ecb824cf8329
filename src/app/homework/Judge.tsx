/** The teacher's desk: the assignment, its key and what was handed in, dropped together or one by one, and the table of what came of it. */
import { useEffect, useRef, useState } from 'react'
import { csvOf } from '../../classroom/csv'
import type { Row } from '../../classroom/homework/rows'
import { rowsOf } from '../../classroom/homework/rows'
import { saveFile } from '../shell/share/handOver'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { FileButton } from './FileButton'
import type { HandedIn } from './judging'
import { clearDesk, takeFiles, takeLink, useDesk } from './judging'
import { Page } from './Page'
import { useDrop } from './useDrop'

export function Judge() {
  const w = words().homework.judge
  const { problems, handedIn, opened } = useDesk()
  const field = useRef<HTMLInputElement>(null)
  const clear = (): void => {
    clearDesk()
    field.current?.focus() // what had the focus is gone
  }
  const take = (files: File[]): void => void takeFiles(files)
  useDrop(take)
  useEffect(() => clearDesk, [])
  return (
    <Page title={w.title} lead={w.lead}>
      <p className="ways">
        <FileButton label={w.choose} isPrimary isMany opened={take} field={field} />{' '}
        <span className="quiet">{w.drop}</span>
      </p>
      <p className="quiet">{w.bounds}</p>
      <Given />
      {problems.map(({ code, params }, i) => (
        <p key={i} role="alert" className="homework-problem">
          {words().homework.problem(code, params)}
        </p>
      ))}
      {handedIn.length > 0 && opened && <Results handedIn={handedIn} clear={clear} />}
    </Page>
  )
}

/** What lies on the desk, and what is still missing. */
function Given() {
  const w = words().homework.judge
  const { opened, secret, keyText, handedIn } = useDesk()
  const [link, setLink] = useState('')
  const hidden = opened?.assignment.hidden ?? null
  return (
    <>
      <dl className="homework-facts">
        <div>
          <dt>{w.assignment}</dt>
          <dd>{opened ? opened.assignment.title : w.missing}</dd>
        </div>
        <div>
          <dt>{w.key}</dt>
          <dd>{w.keyState(opened !== null, hidden !== null, secret !== null, keyText !== null)}</dd>
        </div>
        <div>
          <dt>{w.submissions}</dt>
          <dd>{w.files(handedIn.length)}</dd>
        </div>
      </dl>
      {!opened && (
        <form
          className="homework-line"
          onSubmit={(event) => {
            event.preventDefault()
            void takeLink(link)
          }}
        >
          <label>
            {w.link} <input value={link} onChange={({ target }) => setLink(target.value)} />
          </label>
          <button type="submit" disabled={link.trim() === ''}>
            {w.useLink}
          </button>
        </form>
      )}
    </>
  )
}

function Results({ handedIn, clear }: { handedIn: HandedIn[]; clear: () => void }) {
  const w = words().homework
  const { opened, secret } = useDesk()
  if (!opened) return null
  const { assignment, lesson } = opened
  const judged = handedIn.flatMap(({ file, verdict }) => (verdict ? [{ file, verdict }] : []))
  const rows = rowsOf(judged)
  const table = w.table(
    lesson.spec.goals.map(({ id }) => id),
    rows,
    secret !== null || assignment.hidden === null,
  )
  const shown = table.head.map((_, i) => i).filter((i) => i < 3 || table.rows.some((row) => row[i] !== ''))
  const save = (): void =>
    saveFile(new Blob([csvOf([table.head, ...table.rows])], { type: 'text/csv' }), w.judge.csvName)
  const working = handedIn.length - judged.length
  return (
    <section aria-label={w.judge.results} className="homework-results">
      <h2>{w.judge.results}</h2>
      <p role="status">{working > 0 ? w.judge.working(judged.length, handedIn.length) : w.sum(rows)}</p>
      {working > 0 && <progress aria-label={w.judge.progress} max={handedIn.length} value={judged.length} />}
      {rows.length > 0 && (
        <>
          <WideTable label={w.judge.table} className="homework-table" columns={shown.map((i) => table.head[i])}>
            <tbody>
              {table.rows.map((cells, r) => (
                <ResultRow
                  key={rows[r].file}
                  row={rows[r]}
                  names={shown.map((i) => table.head[i])}
                  cells={shown.map((i) => cells[i])}
                />
              ))}
            </tbody>
          </WideTable>
          <p className="ways">
            <button onClick={save} disabled={working > 0}>
              {w.judge.csv}
            </button>
            <button className="plain" onClick={clear}>
              {w.judge.clear}
            </button>
          </p>
        </>
      )}
    </section>
  )
}

const MARKS: Record<Row['result'], string> = { holds: '✓', stoodIn: '!', fails: '✗', refused: '!' }

interface ResultRowProps {
  row: Row
  names: string[]
  cells: string[]
}
function ResultRow({ row, names, cells: [file, id, result, ...rest] }: ResultRowProps) {
  return (
    <tr data-result={row.result}>
      <th scope="row">{file}</th>
      <td data-name={names[1]}>{id}</td>
      <td className="result">
        <span aria-hidden="true">{MARKS[row.result]}</span> <span>{result}</span>
      </td>
      {rest.map((cell, i) => (
        <td key={i} data-name={names[i + 3]}>
          {cell}
        </td>
      ))}
    </tr>
  )
}
