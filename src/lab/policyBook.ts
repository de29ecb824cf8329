/**
 * The policy code of an open run, compiled and confined: where its worlds look up what commands name. Code is added before the
 * command that names it.
 */
import type { Command, StampedCommand } from '../cluster/command'
import { FaultlineError } from '../kernel'
import { LIMITS } from '../scenarios/limits'
import type { LoadedPolicy, PolicyCodes, PolicyLibrary } from '../policies'

export class PolicyBook implements PolicyLibrary {
  private readonly loaded = new Map<string, LoadedPolicy>()

  get(id: string): LoadedPolicy | undefined {
    return this.loaded.get(id)
  }
  add(id: string, policy: LoadedPolicy): void {
    this.loaded.set(id, policy)
  }
  /**
   * Throws policy.unknown where a command names code that is not here, or that was written for another decision; policy.tooMany
   * where it is one piece more than a run, whose commands are these, may carry.
   */
  refuse(command: Command, commands: readonly StampedCommand[]): void {
    if (command.kind !== 'setPolicy' || command.code === null) return
    const { code, contract } = command
    if (this.get(code)?.code.contract !== contract) throw new FaultlineError('policy.unknown', { code, contract })
    const carried = this.codesOf(commands)
    if (!(code in carried) && Object.keys(carried).length >= LIMITS.codes)
      throw new FaultlineError('policy.tooMany', { allowed: LIMITS.codes })
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
