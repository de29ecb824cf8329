/** Luck that is noted while a decision draws it, and given again when it is taken once more. */
import type { Moment } from '../../decisions'

/** The same context; each of its draws is added to `noted`, as a number in (0, 1). */
export function notingDraws<Context extends Moment>(context: Context, noted: number[]): Context {
  const note = (draw: number): void => void noted.push(draw)
  return {
    ...context,
    random: () => {
      const draw = context.random()
      note(draw)
      return draw
    },
    randomInt: (below: number) => {
      const draw = context.randomInt(below)
      note((draw + 0.5) / below)
      return draw
    },
  }
}

type Luck = Pick<Moment, 'random' | 'randomInt'>

/** A context with these draws, one after the other; when all are used, from the first again. */
export function withDraws(context: object, draws: readonly number[]): Luck {
  let used = 0
  const next = (): number => (draws.length === 0 ? 0.5 : draws[used++ % draws.length])
  return { ...context, random: next, randomInt: (below: number) => Math.floor(next() * below) }
}

/** A copy of a context as plain data. */
export function plainContext(context: object): Record<string, unknown> {
  return plain(context) as Record<string, unknown>
}
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plain)
  const fields = Object.entries(value).filter(([, field]) => typeof field !== 'function')
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]))
}
