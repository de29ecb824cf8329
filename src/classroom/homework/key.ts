/**
 * The teacher's key: a secret of 128 bits. Hidden seeds are an HMAC of it and the learner's id, so that each learner has others and nobody
 * can tell them beforehand; the assignment carries a commitment, so that no other key can be put in its place afterwards.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as v from 'valibot'
import { FaultlineError } from '../../kernel'
import { parseJson } from '../../scenarios/jsonText'
import type { Schema } from '../../scenarios/schema/fields'
import { read, strict } from '../../scenarios/schema/fields'
import type { Assignment } from './assignment'
import { DIGEST, digestOf, keyed } from './digests'
import { idKey } from './learnerId'

export const KEY_VERSION = 1
/** A seed is a whole number of 48 bits: any scenario takes it. */
const SEED_BYTES = 6

export interface KeyFile {
  faultlineKey: typeof KEY_VERSION
  /** 32 hex digits. */
  secret: string
  /** Of the assignment that it belongs to, to be found again. */
  assignment: string
}

const hex = (digits: RegExp) => v.pipe(v.string('wrongType: 0-9 a-f'), v.regex(digits, 'notHex: 0-9 a-f'))
const keyFile: Schema<KeyFile> = strict({
  faultlineKey: v.literal(KEY_VERSION, `unknownVersion: ${KEY_VERSION}`),
  secret: hex(/^[0-9a-f]{32}$/),
  assignment: hex(DIGEST),
})

/** What an assignment shows of a secret: proves later that a key is its own, and tells nothing of it. */
export function commitmentTo(secret: Uint8Array): string {
  return digestOf('homework key', bytesToHex(secret))
}

export function keyText(secret: Uint8Array, assignment: string): string {
  const key: KeyFile = { faultlineKey: KEY_VERSION, secret: bytesToHex(secret), assignment }
  return `${JSON.stringify(key, null, 2)}\n`
}

/** The secret of an assignment's key. Throws key.text, key.invalid, key.none (it has no hidden seeds), key.another. */
export function secretFrom(text: string, { hidden }: Assignment): Uint8Array {
  const key = read(keyFile, parseJson(text, 'key.text'), 'key.invalid', DIGEST_CHARACTERS)
  if (!hidden) throw new FaultlineError('key.none')
  const secret = hexToBytes(key.secret)
  if (commitmentTo(secret) !== hidden.commitment) throw new FaultlineError('key.another')
  return secret
}
const DIGEST_CHARACTERS = 64

/** `count` seeds for one learner, all different and none of `others`. */
export function hiddenSeedsOf(secret: Uint8Array, id: string, count: number, others: readonly number[]): number[] {
  const seeds = new Set<number>()
  for (let i = 0; seeds.size < count; i++) {
    const bytes = keyed(secret, 'homework seed', `${idKey(id)}\n${i}`)
    const seed = bytes.subarray(0, SEED_BYTES).reduce((sum, byte) => sum * 256 + byte, 0)
    if (!others.includes(seed)) seeds.add(seed)
  }
  return [...seeds]
}
