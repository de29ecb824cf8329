/**
 * The newest checkpoint of a room's shared cluster: what hosts' pages send to the server, and latecomers fetch, as bytes
 * (lab/carried.ts). A shortcut and no more: without it, or where it is none of their run, they play from the beginning.
 */
import * as v from 'valibot'
import type { Schema } from '../scenarios/schema/fields'
import { momentUs, read, strict, text } from '../scenarios/schema/fields'
import { fingerprint } from '../scenarios/schema/runs'
import type { Fingerprint } from '../scenarios/run'
import { counter, localId } from './fields'

/** Hosts' pages make one as often as this in virtual time, and in their own; less often where it has become large. */
export const CHECKPOINT_EVERY_S = 15
export const BYTES_EACH_TIME = 1_048_576

/** What the sequence says of it. */
export interface CheckpointNote {
  base: string
  engine: string
  print: Fingerprint
  bytes: number
}
export const checkpointNote: Schema<CheckpointNote> = strict({
  base: localId,
  engine: text(40),
  print: fingerprint,
  bytes: counter,
})
/** In the address of POST, beside the room; the bytes are its body. */
export type CheckpointSent = Omit<CheckpointNote, 'print' | 'bytes'> & Fingerprint

const sent = v.object({
  base: localId,
  engine: text(40),
  hex: v.string(),
  atUs: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), momentUs),
  events: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), counter),
})
/** Throws room.badRequest. */
export function checkpointSent(query: URLSearchParams, bytes: number): CheckpointNote {
  const told = v.safeParse(sent, Object.fromEntries(query))
  const { base, engine, ...print } = told.success ? told.output : { base: null, engine: null }
  return read(checkpointNote, { base, engine, print, bytes }, 'room.badRequest')
}
