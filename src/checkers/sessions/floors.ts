/** Something that each session keeps of each key. */
import type { Observation } from './observations'

export class Floors<T> {
  private readonly byKey = new Map<number, Map<number, T>>()

  get({ key, process }: Observation): T | undefined {
    return this.byKey.get(key)?.get(process)
  }

  set({ key, process }: Observation, value: T): void {
    const known = this.byKey.get(key)
    if (known) known.set(process, value)
    else this.byKey.set(key, new Map([[process, value]]))
  }
}
