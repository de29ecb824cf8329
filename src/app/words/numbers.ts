/**
 * Numbers as people read them: a unit always, and no more digits than they deserve. Times are virtual microseconds.
 */

/** 412 µs, 2.4 ms, 38 ms, 1.4 s, 12 min. */
export function duration(us: number): string {
  if (!Number.isFinite(us)) return '–'
  const size = Math.abs(us)
  if (size < 1000) return `${Math.round(us)} µs`
  if (size < 9_950) return `${trim(us / 1000, 1)} ms`
  if (size < 999_500) return `${Math.round(us / 1000)} ms`
  if (size < 9_950_000) return `${trim(us / 1e6, 1)} s`
  if (size < 600e6) return `${Math.round(us / 1e6)} s`
  return `${Math.round(us / 60e6)} min`
}

/** A moment of the run: 31.204 s, or 12:05.0 from ten minutes on. */
export function moment(us: number): string {
  if (us < 600e6) return `${(us / 1e6).toFixed(3)} s`
  const seconds = us / 1e6
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds - minutes * 60).toFixed(1).padStart(4, '0')}`
}

/** 12 %, 99.98 %, 0.4 %: never rounded up to 100 nor down to 0. */
export function percent(ratio: number): string {
  if (Number.isNaN(ratio)) return '–'
  const value = ratio * 100
  if (value <= 0 || value >= 100) return `${value <= 0 ? 0 : 100} %`
  if (value > 99.99) return '> 99.99 %'
  if (value < 0.01) return '< 0.01 %'
  if (value >= 99 || value < 1) return `${trim(value, 2)} %`
  return `${value >= 10 ? Math.round(value) : trim(value, 1)} %`
}

/** 8, 212, 3,400, 1.2 million. */
export function count(value: number): string {
  if (value >= 999_500) return `${trim(value / 1e6, 1)} million`
  const whole = value >= 1000 ? Math.round(value / 10) * 10 : value >= 10 ? Math.round(value) : Number(trim(value, 1))
  return String(whole).replace(/\B(?=(\d{3})+$)/, ',')
}

/** Every digit, in groups of three. */
export function exact(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** 640 kB, 12 MB. */
export function bytes(value: number): string {
  if (value < 1e6) return `${Math.max(1, Math.round(value / 1e3))} kB`
  return `${value < 1e7 ? trim(value / 1e6, 1) : Math.round(value / 1e6)} MB`
}

function trim(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, '')
}
