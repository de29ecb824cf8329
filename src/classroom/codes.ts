/**
 * Names and secrets of a room, from random bytes that the caller draws (the server, by its operating system). Codes that people type
 * use letters and digits that nobody takes for another; what opens a door by itself is a token of 160 bits.
 */
import { assert } from '../kernel'

/** 25 letters and digits; of those that look alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U V W) at most one is here. */
const ALPHABET = '2346789ACDEFGHJKMNPQRTWXY'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** A room's code: 25^9 (42 bits), shown as ABC-DEF-GHJ. */
const ROOM_CODE_LENGTH = 9
/** A learner's return code: 25^8, useless without the room's. */
const RETURN_CODE_LENGTH = 8

/** `bytes`: at least 18 random ones, two a character. */
export function roomCode(bytes: Uint8Array): string {
  return typed(bytes, ROOM_CODE_LENGTH)
}
/** `bytes`: at least 16. */
export function returnCode(bytes: Uint8Array): string {
  return typed(bytes, RETURN_CODE_LENGTH)
}
/** As it is read aloud: ABC-DEF-GHJ, ABCD-EFGH. */
export function shownCode(code: string): string {
  const size = code.length % 3 === 0 ? 3 : 4
  return (code.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-')
}
/** What somebody typed, as a code; null where it cannot be one. Small letters, blanks and hyphens are forgiven. */
export function codeFromTyping(typedText: string, length: 'room' | 'return'): string | null {
  const code = typedText.slice(0, 40).toUpperCase().replace(/[\s-]/g, '')
  const wanted = length === 'room' ? ROOM_CODE_LENGTH : RETURN_CODE_LENGTH
  return code.length === wanted && /^[2346789ACDEFGHJKMNPQRTWXY]+$/.test(code) ? code : null
}
/** `bytes`: at least 17. 130 bits. */
export function roomIdFrom(bytes: Uint8Array): string {
  return `r${base32(bytes, 26)}`
}
/** `bytes`: at least 8. */
export function personIdFrom(bytes: Uint8Array, role: 'host' | 'learner'): string {
  return `${role === 'host' ? 'h' : 'l'}${base32(bytes, 12)}`
}
/** `bytes`: at least 20. 160 bits. */
export function tokenFrom(bytes: Uint8Array): string {
  return base32(bytes, 32)
}
const TOKEN = /^[a-z2-7]{32}$/
export function isToken(text: unknown): text is string {
  return typeof text === 'string' && TOKEN.test(text)
}

/** The remainder of sixteen bits favours no character by more than one part in 2,600. */
function typed(bytes: Uint8Array, length: number): string {
  assert(bytes.length >= 2 * length, 'two random bytes a character')
  let code = ''
  for (let i = 0; i < length; i++) code += ALPHABET[(bytes[2 * i] * 256 + bytes[2 * i + 1]) % ALPHABET.length]
  return code
}
function base32(bytes: Uint8Array, length: number): string {
  assert(bytes.length * 8 >= length * 5, 'five random bits a character')
  let text = ''
  let word = 0
  let bits = 0
  for (const byte of bytes) {
    word = ((word << 8) | byte) & 0xffff
    for (bits += 8; bits >= 5 && text.length < length; bits -= 5) text += BASE32[(word >> (bits - 5)) & 31]
  }
  return text
}
