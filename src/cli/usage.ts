/** Options of the command line: parsed by Node, refused with one line. */
import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { FaultlineError } from '../kernel'
import { LIMITS } from '../scenarios/limits'

type Options = NonNullable<ParseArgsConfig['options']>

/** Throws usage.option where Node does not understand the options. */
export function parsed<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = (error as Error).message.split(/[.\n]/)[0]
    throw new FaultlineError('usage.option', { reason })
  }
}

/** A whole number ≥ 0. Throws usage.seed. */
export function seedOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const seed = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(seed)) throw new FaultlineError('usage.seed', { got: text.slice(0, 40) })
  return seed
}

/** A whole number from 1 to `max`. Throws usage.whole. */
export function wholeOf(option: string, text: string | undefined, otherwise: number, max: number): number {
  const whole = text === undefined ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (!(whole >= 1 && (text === undefined || whole <= max)))
    throw new FaultlineError('usage.upTo', { option, max, got: String(text).slice(0, 40) })
  return whole
}

const UNITS: Readonly<Record<string, number>> = { us: 1, ms: 1e3, s: 1e6, m: 60e6, min: 60e6, h: 3_600e6 }

/** "60s", "1.5 min", "250ms"; a bare number is seconds. Microseconds. Throws usage.duration. */
export function durationUsOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(text)
  const unit = match ? UNITS[match[2] === '' ? 's' : match[2]] : undefined
  const us = match && unit !== undefined ? Math.round(Number(match[1]) * unit) : NaN
  if (!(us >= 0 && us <= LIMITS.horizonUs))
    throw new FaultlineError('usage.duration', { got: text.slice(0, 40), maxHours: LIMITS.horizonUs / 3_600e6 })
  return us
}

/** `key=value`, several times; what a value may be, its parameter says. Throws usage.set. */
export function settingsOf(pairs: readonly string[] | undefined): Record<string, string> {
  const settings = (pairs ?? []).map((pair): [string, string] => {
    const at = pair.indexOf('=')
    if (at < 1) throw new FaultlineError('usage.set', { got: pair.slice(0, 60) })
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  return Object.fromEntries(settings)
}
