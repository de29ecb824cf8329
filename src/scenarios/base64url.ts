/**
 * Bytes as text that survives in an address: base64url without padding (RFC 4648, section 5). Browsers have btoa, bare
 * JavaScript shells have not.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map(Array.from(ALPHABET, (character, value) => [character, value]))

export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const here = Math.min(3, bytes.length - i)
    const word = (bytes[i] << 16) | ((here > 1 ? bytes[i + 1] : 0) << 8) | (here > 2 ? bytes[i + 2] : 0)
    for (let c = 0; c <= here; c++) text += ALPHABET[(word >> (18 - 6 * c)) & 63]
  }
  return text
}

/** The bytes, or the place of the first character that does not belong there. */
export function fromBase64url(text: string): Uint8Array | { badAt: number } {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUES.get(text[i])
    if (value === undefined) return { badAt: i }
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (word >> bits) & 0xff
  }
  return bits === 6 ? { badAt: text.length } : bytes
}
