/**
 * `hash.crc16slot`, `hash.jump`, `hash.murmur3`, `hash.ketama`: hashes that others have fixed to the last bit. Any other key can
 * be asked for by `--set key=…`.
 */
import { crc16, jumpHash, md5, murmur3, ringPartition, shardOf, slotOf, utf8, word64 } from '../../partitioning'
import type { Experiment, Findings } from '../experiment'
import type { Parameter, TextParameter } from '../parameter'
import {
  CRC16_SLOTS,
  CRC16_SOURCE,
  JUMP_BUCKETS,
  JUMP_SOURCE,
  KETAMA,
  KETAMA_SOURCE,
  MURMUR3_SOURCE,
  MURMUR3_TOKENS,
} from './published'

const anyKey: TextParameter = { name: 'key', form: /[^]*/, example: 'foo' }
const shown = (key: string): string => (key === '' ? '(empty)' : key)

type KeySettings = { key: string }
/** An experiment whose cases are keys, each with what is published of it. */
function ofKeys<S extends KeySettings>(o: {
  id: string
  source: string
  published: Readonly<Record<string, Findings>>
  parameters?: readonly Parameter[]
  settings(key: string): S
  /** What other settings than the published ones are called, after the key; '' for the published ones. */
  suffix?: (settings: S) => string
  measure(settings: S): Findings
}): Experiment<S> {
  const keyOf = new Map(Object.keys(o.published).map((key) => [shown(key), key]))
  const suffix = o.suffix ?? (() => '')
  return {
    id: o.id,
    source: o.source,
    cases: [...keyOf.keys()],
    parameters: [anyKey, ...(o.parameters ?? [])],
    settingsOf: (caseName) => o.settings(keyOf.get(caseName) as string),
    nameOf: (_caseName, settings) => shown(settings.key) + suffix(settings),
    *play(_caseName, settings) {
      yield 0
      const isKnown = Object.hasOwn(o.published, settings.key) && suffix(settings) === ''
      return {
        expected: isKnown ? o.published[settings.key] : null,
        measured: o.measure(settings),
        tolerance: null,
      }
    },
  }
}

export const hashCrc16Slot = ofKeys<KeySettings>({
  id: 'hash.crc16slot',
  source: CRC16_SOURCE,
  published: CRC16_SLOTS,
  settings: (key) => ({ key }),
  measure: ({ key }) => ({ slot: slotOf(key), crc16: crc16(utf8(key)) }),
})

/** Bytes in hexadecimal after 0x, or a text. */
function bytesOf(key: string): Uint8Array {
  if (!/^0x([0-9a-f]{2})+$/i.test(key)) return utf8(key)
  return Uint8Array.from({ length: key.length / 2 - 1 }, (_, i) => Number(`0x${key.slice(2 * i + 2, 2 * i + 4)}`))
}
export const hashMurmur3 = ofKeys<KeySettings>({
  id: 'hash.murmur3',
  source: MURMUR3_SOURCE,
  published: Object.fromEntries(Object.entries(MURMUR3_TOKENS).map(([key, token]) => [key, { token }])),
  settings: (key) => ({ key }),
  measure({ key }) {
    const [low, high] = murmur3(bytesOf(key))
    return { token: String((BigInt(high) << 32n) | BigInt(low >>> 0)) }
  },
})

const SERVERS = 4
export const hashKetama = ofKeys<KeySettings & { servers: number }>({
  id: 'hash.ketama',
  source: KETAMA_SOURCE,
  published: KETAMA,
  parameters: [{ name: 'servers', min: 1, max: 255, whole: true }],
  settings: (key) => ({ key, servers: SERVERS }),
  suffix: ({ servers }) => (servers === SERVERS ? '' : ` of ${servers}`),
  measure({ key, servers }) {
    const names = Array.from({ length: servers }, (_, i) => `10.0.1.${i + 1}:11211`)
    const [hash, word2, word3, word4] = md5(utf8(key))
    return { hash, owner: names[shardOf(ringPartition(names), key)], word2, word3, word4 }
  },
})

const TWO_TO_64 = 1n << 64n
const jumpName = ({ key, buckets }: { key: string; buckets: number }): string => `${key} of ${buckets}`
const jumpByName = new Map(JUMP_BUCKETS.map((one) => [jumpName(one), one]))

export const hashJump: Experiment<KeySettings & { buckets: number }> = {
  id: 'hash.jump',
  source: JUMP_SOURCE,
  cases: [...jumpByName.keys()],
  parameters: [
    { name: 'key', form: /\d{1,20}|0x[0-9a-f]{1,16}/i, example: '7, or 0xDEAD10CC' },
    { name: 'buckets', min: 1, max: 2147483647, whole: true },
  ],
  settingsOf(caseName) {
    const { key, buckets } = jumpByName.get(caseName) as (typeof JUMP_BUCKETS)[number]
    return { key, buckets }
  },
  nameOf: (_caseName, settings) => jumpName(settings),
  conflict: ({ key }) => (BigInt(key) < TWO_TO_64 ? null : { name: 'key', min: 0, max: Number(TWO_TO_64 - 1n) }),
  *play(_caseName, settings) {
    yield 0
    const key = BigInt(settings.key)
    const bucket = jumpHash(word64(Number(key >> 32n), Number(key & 0xffffffffn)), settings.buckets)
    const published = jumpByName.get(jumpName(settings))
    return { expected: published ? { bucket: published.bucket } : null, measured: { bucket }, tolerance: null }
  },
}
