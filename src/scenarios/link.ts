/**
 * A saved run as link text: "1." and the file's document as compact JSON, deflated, in base64url. Done in plain JavaScript,
 * since a page on plain http has no CompressionStream everywhere and a shell has none at all.
 */
import { deflateSync, Inflate, strFromU8 } from 'fflate'
import { FaultlineError } from '../kernel/assert'
import { fromBase64url, toBase64url } from './base64url'
import { documentOf, fromDocument } from './codec'
import { inflatedWithin } from './inflating'
import { parseJson } from './jsonText'
import { LIMITS } from './limits'
import { shortText } from './refusal'
import type { SavedRun } from './run'

const PREFIX = '1.'

/** Link text (what follows "run=" in an address). Throws link.tooLong with { allowed, got } in bytes: offer a file then. */
export function encodeLink(saved: SavedRun): string {
  return packedText(JSON.stringify(documentOf(saved)))
}

/** JSON as link text of at most `most` bytes. Throws link.tooLong. */
export function packedText(json: string, most: number = LIMITS.linkBytes): string {
  const bytes = asciiBytes(json)
  if (bytes.length > LIMITS.unpackedBytes) throw refused('link.tooLong', `0 to ${LIMITS.unpackedBytes}`, bytes.length)
  const packed = deflateSync(bytes, { level: 9 })
  if (packed.length > most) throw refused('link.tooLong', `0 to ${most}`, packed.length)
  return PREFIX + toBase64url(packed)
}

/**
 * Throws FaultlineErrors: link.version, link.tooLong, link.damaged (with the character's place where known),
 * link.unpacksTooLong, link.text, link.invalid, and those of runs and scenarios.
 */
export function decodeLink(link: string): SavedRun {
  return fromDocument(parseJson(inflatedText(link), 'link.text'), 'link')
}

/** The JSON that link text of at most `most` bytes stands for. Throws link.version, link.tooLong, link.damaged, link.unpacksTooLong. */
export function inflatedText(link: string, most: number = LIMITS.linkBytes): string {
  if (!link.startsWith(PREFIX)) throw refused('link.version', PREFIX, link.slice(0, 8))
  const longest = Math.ceil((most * 4) / 3)
  if (link.length - PREFIX.length > longest) throw refused('link.tooLong', `0 to ${longest}`, link.length)
  const packed = fromBase64url(link.slice(PREFIX.length))
  if ('badAt' in packed) {
    const at = packed.badAt + PREFIX.length
    throw new FaultlineError('link.damaged', { allowed: 'A-Z a-z 0-9 - _', got: shortText(link.slice(at, at + 8)), at })
  }
  return inflated(packed)
}

function refused(code: string, allowed: string, got: unknown): FaultlineError {
  return new FaultlineError(code, { allowed, got: shortText(got) })
}

function inflated(packed: Uint8Array): string {
  let bytes: Uint8Array | null
  try {
    bytes = inflatedWithin(LIMITS.unpackedBytes, packed, (listener) => new Inflate(listener))
  } catch {
    throw refused('link.damaged', '', '')
  }
  if (!bytes) throw refused('link.unpacksTooLong', `0 to ${LIMITS.unpackedBytes}`, `> ${LIMITS.unpackedBytes}`)
  if (bytes.some((byte) => byte > 126)) throw refused('link.damaged', '', '')
  return strFromU8(bytes, true)
}

/** JSON with every character beyond ASCII escaped, so that no engine's text decoder has a say. */
function asciiBytes(json: string): Uint8Array {
  const ascii = json.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return Uint8Array.from(ascii, (c) => c.charCodeAt(0))
}
