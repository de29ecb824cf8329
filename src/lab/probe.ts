/**
 * A run played once more to find the policy that does not come to an end: before each decision it says which code is about to
 * decide, and where. Whoever listens knows the last one named when nothing more is heard.
 */
import type { LoadedPolicy, PolicyLibrary } from '../policies'
import type { Session } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'
import { Checkpoints } from './checkpoints'
import type { Job } from './job'
import { Player } from './player'
import type { Deciding } from './protocol'
import { momentAt } from './track'

/** The active branch up to `untilUs`; decisions before `fromUs` are not told. */
export function* probe(
  { session, fromUs, untilUs }: { session: Session; fromUs: number; untilUs: number },
  policies: PolicyLibrary,
  tell: (deciding: Deciding) => void,
): Job<null> {
  const known = new Map<string, LoadedPolicy>()
  const telling: PolicyLibrary = {
    get: (id) => {
      const policy = policies.get(id)
      if (policy && !known.has(id))
        known.set(
          id,
          announced(policy, () => about(id, policy)),
        )
      return known.get(id)
    },
  }
  const player = new Player(scenarioOf(session), session.seed, new Checkpoints(), false, 0, telling)
  const about = (code: string, { code: { contract, entry: file } }: LoadedPolicy): void => {
    const { timeUs: atUs, events } = player
    if (atUs >= fromUs) tell({ code, contract, file, atUs, events })
  }
  const active = session.branches.find(({ id }) => id === session.active)
  player.track.commands = (active?.commands ?? []).map((stamped) => ({ ...stamped }))
  yield* player.playTo(momentAt(untilUs))
  return null
}

function announced(policy: LoadedPolicy, tell: () => void): LoadedPolicy {
  const first = <Args extends unknown[], Result>(run: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      tell()
      return run(...args)
    }
  }
  return {
    code: policy.code,
    initial: first(() => policy.initial()),
    decide: first((context: object, state: unknown) => policy.decide(context, state)),
    handle: first((name: string, replica: object, state: unknown, subject: unknown) =>
      policy.handle(name, replica, state, subject),
    ),
    explainHandler: first((name: string, replica: object, state: unknown, subject: unknown) =>
      policy.explainHandler(name, replica, state, subject),
    ),
    explain: first((context: object, state: unknown) => policy.explain(context, state)),
  }
}
