/** What can be measured on the draft's runs, about one thing and within a window, each with its present value. */
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { About } from '../../lessons/author/offered'
import { offeredFigures } from '../../lessons/author/offered'
import type { Figure } from '../../lessons/figures'
import type { Lesson } from '../../lessons/load'
import type { RunValue } from '../../scenarios/run'
import { journeySpecs } from '../../scenarios/objectives'
import { words } from '../words'
import { Amount, Choose } from './Fields'
import { useFigures } from './useFigures'

export interface Used {
  figure: Figure
  /** By run. */
  values: (number | null)[]
}

interface TableProps {
  lesson: Lesson
  runs: readonly { name: string; run: RunValue }[]
  /** Under the row that is used. */
  children: (used: Used, close: () => void) => ReactNode
}

export function FigureTable({ lesson, runs, children }: TableProps) {
  const w = words().author.figures
  const { figures: named, broken } = words().lessons
  const { openS, horizonS } = lesson.spec.start
  const [about, setAbout] = useState('')
  const [fromS, setFrom] = useState(openS)
  const [toS, setTo] = useState(horizonS)
  const [used, setUsed] = useState<string | null>(null)
  const figures = useMemo(
    () => offeredFigures(lesson.scenario, asked(about, fromS, Math.min(toS, horizonS))),
    [lesson.scenario, about, fromS, toS, horizonS],
  )
  const played = useMemo(() => runs.map(({ run }) => run), [runs])
  const { values, problem } = useFigures(played, figures)
  const given = values ? figures.filter((_, i) => values.some((run) => run[i] !== null)).length : figures.length
  const subjects: [string, string][] = [
    ['', w.everything],
    ...journeySpecs(lesson.scenario).map(({ id }): [string, string] => [`journey ${id}`, w.journey(id)]),
    ...lesson.scenario.groups.map(({ id }): [string, string] => [`group ${id}`, w.group(id)]),
  ]
  return (
    <section aria-label={w.lead} className="author-figures">
      <h3>{w.lead}</h3>
      <div className="author-row">
        <Choose label={w.about} value={about} options={subjects} set={setAbout} />
        <Amount label={w.from} min={0} max={Math.max(0, toS - 0.001)} value={fromS} set={setFrom} />
        <Amount label={w.to} min={fromS + 0.001} max={horizonS} value={toS} set={setTo} />
      </div>
      {problem && <p role="alert">{w.failed(broken.problem(problem.code, problem.params))}</p>}
      <p role="status" className="quiet author-reading">
        {values || problem || figures.length === 0 ? '' : w.reading}
      </p>
      {figures.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <table>
          <caption className="hidden-visually">{w.lead}</caption>
          <thead>
            <tr>
              <th scope="col">{w.figure}</th>
              {runs.map(({ name }) => (
                <th scope="col" key={name} className="author-value">
                  {name}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {figures.map((figure, i) => {
              if (values && runs.every((_, r) => values[r][i] === null)) return null
              const key = JSON.stringify(figure)
              const now = runs.map((_, r) => values?.[r]?.[i] ?? null)
              const name = named.name(figure)
              const differ = now.length > 1 && now[0] !== now[1]
              return [
                <tr key={key} data-differ={differ}>
                  <th scope="row">{name}</th>
                  {now.map((value, r) => (
                    <td key={r} className="author-value">
                      {values ? named.value(figure, value) : '…'}
                    </td>
                  ))}
                  <td>
                    <button
                      aria-label={w.useOf(name)}
                      aria-expanded={used === key}
                      disabled={!values}
                      onClick={() => setUsed(used === key ? null : key)}
                    >
                      {w.use}
                    </button>
                  </td>
                </tr>,
                used === key && (
                  <tr key={`${key} used`} className="author-used">
                    <td colSpan={runs.length + 2}>{children({ figure, values: now }, () => setUsed(null))}</td>
                  </tr>
                ),
              ]
            })}
          </tbody>
        </table>
      )}
      {given < figures.length && <p className="quiet">{w.nothing(figures.length - given)}</p>}
    </section>
  )
}

function asked(about: string, fromS: number, toS: number): About {
  const [kind, id] = about.split(' ')
  const within = { fromS, toS }
  if (kind === 'journey') return { journey: id, ...within }
  return kind === 'group' ? { group: id, ...within } : within
}
