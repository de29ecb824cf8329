/** The page's visit to a room, for as long as the page lives: leaving the room's page does not end it. */
import { createActor } from 'xstate'
import { readAnswers } from '../../classroom/documents/answers'
import { readHost } from '../../classroom/documents/host'
import { readLead } from '../../classroom/documents/lead'
import { readLearner } from '../../classroom/documents/learner'
import { readRoster } from '../../classroom/documents/roster'
import { readScreen } from '../../classroom/documents/screen'
import { readSequence } from '../../classroom/documents/sequence'
import type { RoomDoor } from '../../classroom/links'
import type { Refusal, ToPage } from '../../classroom/messages'
import type { Answer } from './api'
import { enterRoom, joinRoom, openRoom, sayHello } from './api'
import type { Key } from './keyring'
import { forget, keep, keyFor, newestKey } from './keyring'
import { useRoomHold } from '../roomHold'
import { roomFlow } from './roomFlow'
import type { RoomDocument } from './roomLine'
import { RoomLine } from './roomLine'
import type { Me, RoomState } from './roomStore'
import { NOTHING_KNOWN, useRoom } from './roomStore'

const flow = createActor(roomFlow).start()
flow.subscribe(({ value }) => useRoom.setState({ stage: value }))

let line: RoomLine | null = null
/** The room that the address asks for, and as what. */
let asked: RoomDoor & { as?: Key['role'] } = { by: 'code' }

/** The open line; throws where there is none, which is our own bug. */
export function room(): RoomLine {
  if (!line) throw new Error('not in a room')
  return line
}

/** Comes to the door that an address names. One that is open already stays open. */
export async function come(door: RoomDoor, as?: Key['role']): Promise<void> {
  const { me, stage } = useRoom.getState()
  const same = me !== null && 'room' in door && door.room === me.room && stage === 'in'
  if (same && (door.by === 'room' ? !as || as === me.role : door.by === me.role)) return
  if (stage === 'in' && door.by === 'code') return
  hangUp()
  asked = as ? { ...door, as } : door
  flow.send({ type: 'ASK' })
  await ask()
}
/** Once more from the beginning. */
export async function tryAgain(): Promise<void> {
  flow.send({ type: 'TRY' })
  await ask()
}

/** Looks whether the server is back, without a word until it is. */
export async function lookAgain(): Promise<void> {
  if ((await sayHello()).is === 'ok' && useRoom.getState().stage === 'alone') await tryAgain()
}

async function ask(): Promise<void> {
  const answer = await sayHello()
  if (answer.is !== 'ok') {
    flow.send({ type: 'ALONE' })
    return
  }
  useRoom.setState({ aheadMs: answer.value.nowMs - Date.now() })
  const key = knownKey()
  flow.send({ type: 'SERVED', enters: key !== null })
  if (key) await enter(key)
}
function knownKey(): Pick<Key, 'room' | 'token'> | null {
  if (asked.by === 'host' || asked.by === 'projector') return { room: asked.room, token: asked.token }
  if (asked.by === 'code') return null
  const roles: Key['role'][] = asked.as ? [asked.as] : ['learner', 'host', 'projector']
  for (const role of roles) {
    const key = keyFor(asked.room, role)
    if (key) return key
  }
  return null
}

/** By a code, or by the room of the address; with `returnCode` as the one that one was. */
export async function join(request: { code?: string; name?: string; returnCode?: string }): Promise<void> {
  useRoom.setState({ refusal: null })
  flow.send({ type: 'TRY' })
  // One's own seat is found by the room alone; a new one takes its present code too.
  const where =
    request.code !== undefined || asked.by === 'code'
      ? {}
      : { room: asked.room, ...(asked.by === 'room' && asked.code !== null ? { code: asked.code } : {}) }
  const answer = await joinRoom({ ...request, ...where })
  if (!came(answer)) return
  const { room: entered, token, name } = answer.value
  await enter({ room: entered, token }, name)
}
/** The one that this browser was last. */
export function comeBack(): void {
  const key = newestKey()
  if (key) window.location.hash = `#/room?join=${key.room}`
}
/** A new room, by the key that the server printed at its start. */
export async function open(key: string): Promise<void> {
  useRoom.setState({ refusal: null })
  flow.send({ type: 'TRY' })
  const answer = await openRoom(key)
  if (!came(answer)) return
  const { room: name, id, role } = answer.value
  if (answer.value.token === null) return
  admit({ ...answer.value, name: '' }, { room: name, role, id, token: answer.value.token })
}

async function enter({ room: name, token }: Pick<Key, 'room' | 'token'>, called = ''): Promise<void> {
  const answer = await enterRoom(name, token)
  if (!came(answer)) {
    if (answer.is === 'refused' && answer.refusal.code === 'room.noSuchToken') forget(token)
    return
  }
  admit(
    { ...answer.value, name: answer.value.name ?? called },
    { room: name, role: answer.value.role, id: answer.value.id, token },
  )
}
/** What the door said; false when it stayed shut, which is told. */
function came<T>(answer: Answer<T>): answer is Answer<T> & { is: 'ok' } {
  if (answer.is === 'ok') return true
  if (answer.is === 'offline') flow.send({ type: 'ALONE' })
  else {
    useRoom.setState({ refusal: answer.refusal })
    flow.send({ type: 'REFUSED' })
  }
  return false
}

function admit(me: Me & { nowMs: number }, key: Key): void {
  const { nowMs, ...who } = me
  keep(key)
  useRoom.setState({ ...NOTHING_KNOWN, refusal: null, aheadMs: nowMs - Date.now(), me: who })
  useRoomHold.setState({ address: `#/room?join=${key.room}&as=${key.role}` })
  // What opens the door is kept, and stands in no address that somebody may read over a shoulder or copy.
  window.history.replaceState(window.history.state, '', `#/room?join=${key.room}&as=${key.role}`)
  line = new RoomLine(key.room, { role: key.role, id: key.id }, key.token, {
    entries: (document, entries) => useRoom.setState(READERS[document](entries)),
    known: (document) => useRoom.setState(({ known }) => ({ known: [...known, document] })),
    message: heard,
    here: (here) => useRoom.setState(here ? { here } : { here, saved: 'away' }),
    saved: (saved) => useRoom.setState({ saved }),
    refused: (code) => out({ code }),
  })
  flow.send({ type: 'ENTERED' })
}
const READERS: Record<RoomDocument, (entries: unknown) => Partial<RoomState>> = {
  lead: (entries) => ({ lead: readLead(entries) }),
  host: (entries) => ({ host: readHost(entries) }),
  screen: (entries) => ({ screen: readScreen(entries) }),
  roster: (entries) => ({ roster: readRoster(entries) }),
  answers: (entries) => ({ answers: readAnswers(entries) }),
  sequence: (entries) => ({ sequence: readSequence(entries) }),
  mine: (entries) => ({ mine: readLearner(entries) }),
}
function heard(message: ToPage): void {
  if (message.say === 'digests')
    useRoom.setState(({ digests }) => ({
      digests: { atMs: message.atMs, digests: { ...digests.digests, ...message.digests } },
    }))
  if (message.say === 'horizon') useRoom.setState({ horizon: message })
  if (message.say === 'named') {
    useRoom.setState(({ me }) => ({ me: me && { ...me, name: message.name } }))
    if (message.code) useRoom.setState({ refusal: { code: message.code } })
  }
}

/** Leaves: the seat stays, and the same browser or the return code finds it again. */
export function leave(): void {
  out(null)
}
function out(refusal: Refusal | null): void {
  hangUp()
  useRoom.setState({ refusal })
  flow.send({ type: 'ENDED' })
}
function hangUp(): void {
  useRoomHold.setState({ address: null })
  line?.stop()
  line = null
}
