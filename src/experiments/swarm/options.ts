/**
 * Options that a seed draws: keyed by their names, so that adding one leaves the others as they were, and every one of them
 * written down, so that a failing case can be told.
 */
import { entityOf } from '../../cluster'
import { Draws } from '../../kernel'

const PURPOSE_OPTION = 100

export class Options {
  /** Everything drawn so far, in order. */
  readonly drawn: [name: string, value: string | number | boolean][] = []
  private readonly draws: Draws

  constructor(seed: number) {
    this.draws = new Draws(seed)
  }

  whole(name: string, min: number, max: number): number {
    return this.noted(name, min + this.key(name).int(max - min + 1))
  }
  /** Uniform in the logarithm, for what may be small or large: two significant digits. */
  scale(name: string, min: number, max: number): number {
    const decades = Math.log10(max / min)
    return this.noted(name, Number((min * Math.pow(10, this.key(name).unit() * decades)).toPrecision(2)))
  }
  share(name: string, max = 1): number {
    return this.noted(name, Math.floor(this.key(name).unit() * max * 100) / 100)
  }
  chance(name: string, probability: number): boolean {
    return this.noted(name, this.key(name).unit() < probability)
  }
  oneOf<const T extends string | number | boolean>(name: string, choices: readonly T[]): T {
    return this.noted(name, choices[this.key(name).int(choices.length)])
  }

  private key(name: string): Draws {
    return this.draws.at(entityOf(name), PURPOSE_OPTION, 0, 0)
  }
  private noted<T extends string | number | boolean>(name: string, value: T): T {
    this.drawn.push([name, value])
    return value
  }
}
