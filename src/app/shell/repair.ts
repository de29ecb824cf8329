/**
 * The command that repairs what another did, from now on. Not to be mixed up with undo, after which it never happened.
 * Null where there is nothing to repair: a dropped message stays dropped, a repair is repaired by nothing.
 */
import type { Command } from '../../cluster/command'

export function repairOf(command: Command): Command | null {
  switch (command.kind) {
    case 'kill':
      return { kind: 'restart', target: command.target }
    case 'stall':
      return { kind: 'resume', target: command.target }
    case 'slow':
      return command.factor === 1 ? null : { kind: 'slow', target: command.target, factor: 1 }
    case 'stallDisk':
      return { kind: 'resumeDisk', target: command.target }
    case 'offsetClock':
      return command.offsetUs === 0 ? null : { kind: 'offsetClock', target: command.target, offsetUs: 0 }
    case 'jumpClock':
      return { kind: 'offsetClock', target: command.target, offsetUs: 0 }
    case 'driftClock':
      return command.ppm === 0 ? null : { kind: 'driftClock', target: command.target, ppm: 0 }
    case 'degrade':
      return command.errorRate || command.addedUs
        ? { kind: 'degrade', target: command.target, errorRate: 0, addedUs: 0 }
        : null
    case 'cut':
    case 'hold':
    case 'delay':
    case 'lose':
    case 'duplicate':
    case 'reorder':
    case 'limit':
    case 'flap':
      return { kind: 'heal', link: command.link }
    case 'partition':
    case 'isolate':
      return { kind: 'healAll' }
    case 'holdMessage':
      return { kind: 'releaseMessage', message: command.message }
    case 'setFlag':
      return { ...command, on: !command.on }
    case 'tripBreaker':
    case 'openBreaker':
    case 'closeBreaker':
      return { kind: 'resetBreaker', target: command.target, edge: command.edge }
    default:
      return null
  }
}
