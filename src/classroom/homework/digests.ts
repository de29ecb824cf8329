/**
 * SHA-256 and HMAC over what homework says (FIPS 180-4, RFC 2104), in plain JavaScript: on plain http in a room's own network a page has no
 * crypto.subtle. Each use has a label of its own, so that no digest can stand for another.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../../lessons/canonical'

export const DIGEST = /^[0-9a-f]{64}$/

/** Of plain data, in whatever order its fields came. 64 hex digits. */
export function digestOf(label: string, value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(`faultline ${label}\n${canonical(value)}`)))
}

/** Bytes that only who has the secret can tell. */
export function keyed(secret: Uint8Array, label: string, text: string): Uint8Array {
  return hmac(sha256, secret, utf8ToBytes(`faultline ${label}\n${text}`))
}
