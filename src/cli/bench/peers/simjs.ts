/**
 * W1 and W2 in simjs, a simulator from npm, as its users write them. It is a development dependency: where it is not
 * installed, its rows are left out.
 */
import { near, type Make } from '../program'

interface Request {
  done(then: () => void, self: unknown): void
}
interface EntityLike {
  time(): number
  setTimer(delay: number): Request
  useFacility(facility: unknown, duration: number): Request
}
interface SimLike {
  addEntity(entity: unknown, name?: string, ...parameters: unknown[]): void
  simulate(until: number, maxEvents?: number): void
  time(): number
}
interface Simjs {
  Sim: new () => SimLike
  Entity: new (...parameters: unknown[]) => EntityLike
  Facility: new (name: string) => unknown
}

const exponential = (): number => -Math.log(1 - Math.random())

export const simjsHold: Make = async (n, count) => {
  const { Sim, Entity } = await installed()
  const sim = new Sim()
  let sum = 0
  class Holder extends Entity {
    private kind = 0
    start(kind: number): void {
      this.kind = kind
      this.again()
    }
    private again(): void {
      this.setTimer(exponential()).done(() => this.due(), this)
    }
    private due(): void {
      sum += this.kind + 1
      this.again()
    }
  }
  for (let i = 0; i < n; i++) sim.addEntity(Holder, undefined, i & 3)
  return {
    run() {
      sim.simulate(Infinity, count)
      return count
    },
    check: () => near('the rate', count / sim.time(), n, 0.02) ?? near('the sum', sum / count, 2.5, 0.02),
  }
}

export const simjsSingleQueue: Make = async (_n, count) => {
  const { Sim, Entity, Facility } = await installed()
  const sim = new Sim()
  const server = new Facility('server')
  let come = 0
  let served = 0
  let total = 0
  class Customer extends Entity {
    start(): void {
      const came = this.time()
      this.useFacility(server, exponential()).done(() => {
        total += this.time() - came
        served++
      }, this)
    }
  }
  class Source extends Entity {
    start(): void {
      this.setTimer(exponential() / 0.9).done(() => this.next(), this)
    }
    private next(): void {
      new Customer(sim).start()
      if (++come < count) this.start()
    }
  }
  sim.addEntity(Source)
  return {
    run() {
      sim.simulate(Infinity)
      return served
    },
    check: () => near('the mean time in the system', total / served, 10, count < 500_000 ? 0.25 : 0.08),
  }
}

let loaded: Simjs | undefined

/**
 * Throws where simjs is not installed: the command's one file is built without it. It offers itself to a browser's
 * `window` only.
 */
async function installed(): Promise<Simjs> {
  if (loaded) return loaded
  const page: { Sim?: Simjs } = {}
  Object.assign(globalThis, { window: page })
  await import('simjs')
  if (!page.Sim) throw new Error('simjs did not load')
  return (loaded = page.Sim)
}
