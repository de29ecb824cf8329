/** What the open run's replication mode can be set to: a form whose values run the same users and faults again. */
import type { SyntheticEvent } from 'react'
import { useState } from 'react'
import type { ReplicationSpec } from '../../scenarios/modes'
import { Dialog, closePanel } from '../shell/Dialog'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { useLab } from '../store'
import { words } from '../words'
import { Field } from './SettingField'
import type { Draft, Setting } from './settings'
import { SETTINGS, asked, changed } from './settings'
import { replicate } from './switchMode'
import './stores.css'

export function SettingsForm() {
  const spec = useLab((lab) => specOf(lab.opened?.scenario))
  if (!spec) return null
  return (
    <Dialog title={words().storeSettings.title(words().stores.modeName(spec.mode))} className="store-settings">
      <Form key={JSON.stringify(spec)} spec={spec} />
    </Dialog>
  )
}

function specOf(scenario: { groups: readonly { role: string }[] } | undefined): ReplicationSpec | null {
  const store = scenario?.groups.find(({ role }) => role === 'store')
  return (store as { replication: ReplicationSpec } | undefined)?.replication ?? null
}

function Form({ spec }: { spec: ReplicationSpec }) {
  const w = words().storeSettings
  const [draft, setDraft] = useState<Draft>({ ...spec })
  const [refused, setRefused] = useState<Problem | null>(null)
  const [running, setRunning] = useState(false)
  const settings: readonly Setting[] = SETTINGS[spec.mode]
  const shown = settings.filter(({ when }) => !when || draft[when[0]] === when[1])
  const wanted = asked(draft, settings)
  const isSame = sorted(wanted) === sorted(spec)
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    setRunning(true)
    setRefused(null)
    replicate(wanted)
      .then(closePanel, (error: unknown) => setRefused(problemOf(error)))
      .finally(() => setRunning(false))
  }
  return (
    <form onSubmit={submit}>
      <p>{w.lead}</p>
      <div className="settings">
        {shown.map((setting) => (
          <Field
            key={setting.name}
            mode={spec.mode}
            setting={setting}
            value={draft[setting.name]}
            onChange={(value) => setDraft(changed(draft, setting.name, value))}
          />
        ))}
      </div>
      {refused && (
        <p role="alert" className="refused">
          {inWords(refused, spec.mode, settings)}
        </p>
      )}
      <p className="contrast-run">
        <button type="submit" disabled={isSame || running}>
          {running ? w.running : w.run}
        </button>
        {isSame && <span className="quiet">{w.same}</span>}
      </p>
    </form>
  )
}

function sorted(spec: object): string {
  return JSON.stringify(Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A refusal with the setting's own name and in its own unit. */
function inWords({ code, params }: Problem, mode: string, settings: readonly Setting[]): string {
  const innermost = String(params.field).split('.').reverse()
  const setting = innermost.flatMap((field) => settings.find(({ name }) => name === field) ?? []).at(0)
  if (!setting) return words().problem(code, params)
  const isTime = setting.kind === 'ms' || setting.kind === 'span'
  const shown = (value: string | number | undefined): string =>
    isTime ? String(value ?? '').replace(/\d+/g, (us) => `${Number(us) / 1_000} ms`) : String(value ?? '')
  const { label } = words().storeSettings.of(mode, setting.name)
  const told = { field: label, problem: params.problem, allowed: shown(params.allowed), got: shown(params.got) }
  return words().problem(code, told)
}
