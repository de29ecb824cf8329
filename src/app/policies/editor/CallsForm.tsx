/** What calls over the edges of the open run go by: a form whose settings run the same users and faults again. */
import type { SyntheticEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { CallEdge, CallPolicySpec } from '../../../scenarios/policies'
import type { Scenario } from '../../../scenarios/scenario'
import { Dialog, closePanel } from '../../shell/Dialog'
import type { Problem } from '../../shell/labConnection'
import { problemOf } from '../../shell/labConnection'
import { useLab } from '../../store'
import { words } from '../../words'
import { ADMISSION_PARTS } from './admissionParts'
import type { Drafts } from './drafts'
import { NO_DRAFTS, admissionAt, canShed, drafted, edgeName, entriesAt, placeOf, sameData } from './drafts'
import { editableEdges, useEditedEdge } from './editing'
import { EntryForm } from './EntryForm'
import { CALL_PARTS } from './parts'
import { PartsForm } from './PartsForm'
import { reconfigure } from './reconfigure'
import type { RefusedHere } from './refused'
import { refusedAt } from './refused'
import './calls.css'

export function CallsForm() {
  const scenario = useLab((lab) => lab.opened?.scenario)
  const edges = scenario ? editableEdges(scenario) : []
  if (!scenario || edges.length === 0) return null
  return (
    <Dialog title={words().policySettings.title} className="calls-form">
      <Form key={JSON.stringify(scenario)} scenario={scenario} edges={edges} />
    </Dialog>
  )
}

function Form({ scenario, edges }: { scenario: Scenario; edges: CallEdge[] }) {
  const w = words().policySettings
  const asked = useEditedEdge((edited) => edited.edge)
  const [drafts, setDrafts] = useState<Drafts>(NO_DRAFTS)
  const [refused, setRefused] = useState<Problem | null>(null)
  const [running, setRunning] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const which = useId()
  const edge = edges.find((one) => asked !== null && edgeName(one) === edgeName(asked)) ?? edges[0]
  const made = drafted(scenario, drafts)
  const isSame = sameData(made, scenario)
  useEffect(() => {
    if (refused)
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-refused] .refused, [role="alert"]')
        ?.focus()
  }, [refused])
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    setRunning(true)
    setRefused(null)
    reconfigure(made)
      .then(closePanel, (error: unknown) => {
        const problem = problemOf(error)
        const place = placeOf(scenario, drafts, String(problem.params.field ?? ''))
        if (place && 'edge' in place) useEditedEdge.setState({ edge: place.edge })
        setRefused(problem)
      })
      .finally(() => setRunning(false))
  }
  const here = refused && refusalHere(scenario, drafts, edge, refused)
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <p>{w.lead}</p>
      <p className="which">
        <label htmlFor={which}>{w.which}</label>
        <select
          id={which}
          data-first-focus
          value={edgeName(edge)}
          onChange={({ target }) =>
            useEditedEdge.setState({ edge: edges.find((one) => edgeName(one) === target.value) ?? null })
          }
        >
          {edges.map((one) => (
            <option key={edgeName(one)} value={edgeName(one)}>
              {w.edge(one.from, one.to)}
            </option>
          ))}
        </select>
      </p>
      <Entries
        scenario={scenario}
        drafts={drafts}
        edge={edge}
        refused={here}
        onChange={setDrafts}
        onRemoved={() => form.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus()}
      />
      <Admits scenario={scenario} drafts={drafts} edge={edge} refused={here} onChange={setDrafts} />
      {refused && !here && (
        <p role="alert" className="refused" tabIndex={-1}>
          {words().problem(refused.code, refused.params)}
        </p>
      )}
      <p className="asked">
        <button type="submit" className="primary" disabled={isSame || running}>
          {running ? w.running : w.run}
        </button>
        {isSame && <span className="quiet">{w.same}</span>}
      </p>
    </form>
  )
}

type Here = { entry: number; at: RefusedHere } | { entry: null; at: RefusedHere }
/** The refusal where it stands among what the form shows now; null: nowhere there. */
function refusalHere(scenario: Scenario, drafts: Drafts, edge: CallEdge, { params }: Problem): Here | null {
  const place = placeOf(scenario, drafts, String(params.field ?? ''))
  if (!place) return null
  if ('admits' in place) {
    if (place.admits !== edge.to) return null
    const values = { ...admissionAt(scenario, drafts, place.admits) }
    return { entry: null, at: refusedAt(place.path, params, ADMISSION_PARTS, values, () => true) }
  }
  if (edgeName(place.edge) !== edgeName(edge)) return null
  const values = { ...entriesAt(scenario, drafts, edge)[place.entry] }
  const can = (ability: CallEdge['abilities'][number]): boolean => edge.abilities.includes(ability)
  return { entry: place.entry, at: refusedAt(place.path, params, CALL_PARTS, values, can) }
}

interface SectionProps {
  scenario: Scenario
  drafts: Drafts
  edge: CallEdge
  refused: Here | null
  onChange: (drafts: Drafts) => void
}

function Entries({ scenario, drafts, edge, refused, onChange, onRemoved }: SectionProps & { onRemoved: () => void }) {
  const w = words().policySettings
  const entries = entriesAt(scenario, drafts, edge)
  const set = (next: readonly CallPolicySpec[]): void =>
    onChange({ ...drafts, edges: new Map([...drafts.edges, [edgeName(edge), next]]) })
  const caller = scenario.groups.find(({ id }) => id === edge.from)
  const journeys = caller?.role === 'clients' ? caller.journeys.map(({ id }) => id) : []
  const none: CallPolicySpec = { from: edge.from, to: edge.to }
  const shown = entries.length > 0 ? entries : [none]
  const isSplit = edge.operations.length > 1 || journeys.length > 1
  return (
    <>
      {entries.length === 0 && <p>{w.nothing}</p>}
      {shown.map((entry, i) => (
        <EntryForm
          key={i}
          edge={edge}
          journeys={journeys}
          entry={entry}
          alone={shown.length === 1}
          refused={refused?.entry === i ? refused.at : null}
          onChange={(changed) => set(shown.map((one, j) => (i === j ? changed : one)))}
          onRemove={
            entries.length === 0
              ? null
              : () => {
                  set(entries.filter((_, j) => i !== j))
                  onRemoved()
                }
          }
        />
      ))}
      {entries.length > 0 && isSplit && (
        <p>
          <button type="button" onClick={() => set([...entries, { ...none, ...narrowed(edge, journeys, entries) }])}>
            {w.addEntry}
          </button>
        </p>
      )}
    </>
  )
}
/** What a further entry is for to begin with: a journey, or an operation, that no other names. */
function narrowed(
  edge: CallEdge,
  journeys: readonly string[],
  entries: readonly CallPolicySpec[],
): Partial<CallPolicySpec> {
  const journey = journeys.find((id) => !entries.some((entry) => entry.journeys?.includes(id)))
  if (journey !== undefined && journeys.length > 1) return { journeys: [journey] }
  const operation = edge.operations.find((op) => !entries.some((entry) => entry.operations?.includes(op)))
  return { operations: [operation ?? edge.operations[0]] }
}

function Admits({ scenario, drafts, edge: { to }, refused, onChange }: SectionProps) {
  const w = words().policySettings
  if (!canShed(scenario, to)) return null
  return (
    <section className="entry" aria-label={w.admits(to)}>
      <h3>{w.admits(to)}</h3>
      <p className="quiet">{w.admitsLead}</p>
      <PartsForm
        admits
        parts={ADMISSION_PARTS}
        values={admissionAt(scenario, drafts, to) as Record<string, unknown>}
        can={() => true}
        refused={refused?.entry === null ? refused.at : null}
        onChange={(values) => onChange({ ...drafts, admissions: new Map([...drafts.admissions, [to, values]]) })}
      />
    </section>
  )
}
