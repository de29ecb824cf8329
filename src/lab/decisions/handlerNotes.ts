/** A replica that is lent to a handler of its program: it does the same, and notes what it was asked and told. */
import type { HandlerName } from '../../decisions/program/names'
import type { Data, Held, Message, Replica } from '../../decisions/program/types'
import { copyData } from '../../kernel'
import { plainCopy } from '../../policies/sandbox/plainCopy'
import { notingDraws } from './draws'
import type { HandlerContext, Wish } from './told'

const WISHES = ['send', 'setTimer', 'cancelTimer', 'reply', 'refuse', 'redirect', 'put', 'keep'] as const

export class HandlerNotes {
  readonly replica: Replica
  readonly wishes: Wish[] = []
  readonly draws: number[] = []
  private readonly held: Record<string, Held> = {}
  private readonly kept: Record<string, Data> = {}
  /** What the handler itself wrote is none of what it found there. */
  private readonly written = new Set<unknown>()

  constructor(
    readonly handler: HandlerName,
    lent: Replica,
    private readonly subject: unknown,
  ) {
    const noting = {
      ...notingDraws(lent, this.draws),
      get: (key: number): Held => {
        const held = lent.get(key)
        if (Number.isInteger(key) && !this.written.has(key)) this.held[key] ??= { ...held }
        return held
      },
      kept: (name: string): Data => {
        const data = lent.kept(name)
        if (isName(name) && !this.written.has(name) && !Object.hasOwn(this.kept, name)) this.kept[name] = copyData(data)
        return data
      },
      ...Object.fromEntries(WISHES.map((act) => [act, this.wishing(act, lent[act] as Acting)])),
    }
    for (const field of Object.values(noting)) Object.freeze(field)
    this.replica = Object.freeze(noting)
  }

  context(): HandlerContext {
    const { handler, subject, held, kept } = this
    const { me, replicas, nowUs } = this.replica
    const what =
      handler === 'onMessage'
        ? { message: copyData(subject) as Message }
        : handler === 'onTimer'
          ? { timer: subject as string }
          : {}
    return { handler, me, replicas, nowUs, ...what, held, kept }
  }

  /** What is no plain data makes its handler fail: it is not noted. */
  private wishing(act: Wish['act'], does: Acting): Acting {
    return (...args) => {
      if (act === 'put' || act === 'keep') this.written.add(args[0])
      const copied = plainCopy(args.slice(0, does.length), act)
      if (copied.ok) this.wishes.push({ act, args: copied.value as unknown[] })
      does(...args)
    }
  }
}

type Acting = (...args: unknown[]) => void

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '__proto__'
}
