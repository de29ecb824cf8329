/**
 * The policy code of an open run, compiled and confined: where its worlds look up what commands name. Code is added before the
 * command that names it.
 */
import type { StampedCommand } from '../cluster/command'
import type { LoadedPolicy, PolicyCodes, PolicyLibrary } from '../policies'

export class PolicyBook implements PolicyLibrary {
  private readonly loaded = new Map<string, LoadedPolicy>()

  get(id: string): LoadedPolicy | undefined {
    return this.loaded.get(id)
  }
  add(id: string, policy: LoadedPolicy): void {
    this.loaded.set(id, policy)
  }
  /** The code that these commands name, as a run carries it. */
  codesOf(commands: readonly StampedCommand[]): PolicyCodes {
    const codes: PolicyCodes = {}
    for (const { command } of commands) {
      const id = command.kind === 'setPolicy' ? command.code : null
      const policy = id === null ? undefined : this.loaded.get(id)
      if (id !== null && policy) codes[id] = policy.code
    }
    return codes
  }
}
