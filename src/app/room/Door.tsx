/** The door: by code, by the room of the address, by return code; and a new room by the server's key. */
import type { ReactNode, SubmitEvent } from 'react'
import { useId, useState } from 'react'
import { codeFromTyping } from '../../classroom/codes'
import type { RoomDoor } from '../../classroom/links'
import { words } from '../words'
import { newestKey } from './keyring'
import { useRoom } from './roomStore'
import { comeBack, join, open } from './session'

export function Door({ door }: { door: RoomDoor }) {
  const w = words().room
  const refusal = useRoom((room) => room.refusal)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  // Where the address carries a code that was good when it was made, none is asked for until the room says otherwise.
  const isCodeKnown = door.by === 'room' && door.code !== null && refusal?.code !== 'room.oldLink'
  const isRoomKnown = door.by !== 'code'
  const told = problem ?? (refusal && w.refused(refusal.code, refusal.retryS))
  /** The room's code as typed; undefined where the address says which; null, and told, where it is none. */
  const roomCode = (isKnown: boolean): string | undefined | null => {
    if (isKnown) return undefined
    const read = codeFromTyping(code, 'room')
    setProblem(read === null ? w.door.notACode : null)
    return read
  }
  const enter = (): void => {
    const read = roomCode(isCodeKnown)
    if (read !== null) void join({ code: read })
  }
  const comeAgain = (typed: string): void => {
    const read = roomCode(isRoomKnown)
    if (read === null) return
    const returnCode = codeFromTyping(typed, 'return')
    setProblem(returnCode === null ? w.door.notAReturnCode : null)
    if (returnCode !== null) void join({ code: read, returnCode })
  }
  return (
    <main className="home room-door">
      <h1>{w.door.title}</h1>
      <p className="lead">{w.door.lead}</p>
      {told && <p role="alert">{told}</p>}
      <Form act={isCodeKnown ? w.door.joinThis : w.door.join} primary submit={enter}>
        {!isCodeKnown && (
          <Field
            label={w.door.code}
            hint={w.door.codeHint}
            value={code}
            onChange={setCode}
            autoFocus
            sample="ABC-DEF-GHJ"
          />
        )}
      </Form>
      {!isRoomKnown && newestKey() && (
        <p>
          <button onClick={comeBack}>{w.door.last}</button>
        </p>
      )}
      <More
        title={w.door.again}
        hint={w.door.againHint}
        label={w.door.returnCode}
        act={w.door.comeBack}
        submit={comeAgain}
      />
      {!isRoomKnown && (
        <More
          title={w.door.host}
          hint={w.door.hostHint}
          label={w.door.key}
          act={w.door.open}
          submit={(key) => void open(key.trim())}
        />
      )}
    </main>
  )
}

function More(props: { title: string; hint: string; label: string; act: string; submit: (typed: string) => void }) {
  const [typed, setTyped] = useState('')
  return (
    <details>
      <summary>{props.title}</summary>
      <p>{props.hint}</p>
      <Form act={props.act} submit={() => props.submit(typed)}>
        <Field label={props.label} value={typed} onChange={setTyped} />
      </Form>
    </details>
  )
}
function Form(props: { act: string; primary?: boolean; submit: () => void; children: ReactNode }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    props.submit()
  }
  return (
    <form onSubmit={submit}>
      {props.children}
      <button type="submit" className={props.primary ? 'primary' : undefined}>
        {props.act}
      </button>
    </form>
  )
}
function Field(props: {
  label: string
  hint?: string
  sample?: string
  value: string
  onChange: (value: string) => void
  autoFocus?: boolean
}) {
  const id = useId()
  return (
    <label htmlFor={id}>
      <span>{props.label}</span>
      {props.hint && <span className="quiet"> {props.hint}</span>}
      <input
        id={id}
        value={props.value}
        placeholder={props.sample}
        autoFocus={props.autoFocus}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={80}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </label>
  )
}
