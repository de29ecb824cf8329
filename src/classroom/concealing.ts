/** How a fault of the teacher's is concealed: until it is revealed by its name and, where the teacher says so, until a moment of the run. */
import type { Command } from '../cluster/command'

/** As it is written down; null: until it is revealed. */
export function concealedUntil(commands: readonly Command[], untilUs: number | null): Command[] {
  return commands.map((command) => (untilUs === null ? command : { ...command, concealed: { untilUs } }))
}
/** null: only when it is revealed. */
export function untilUsOf(commands: readonly Command[]): number | null {
  const [first] = commands
  return typeof first?.concealed === 'object' ? (first.concealed.untilUs ?? null) : null
}
/** As it lands, under the fault's name. */
export function concealedBy(command: Command, by: string): Command {
  const untilUs = untilUsOf([command])
  return { ...command, concealed: { by, ...(untilUs !== null && { untilUs }) } }
}
