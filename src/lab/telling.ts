/**
 * What was concealed and is told: its label comes off, for good. Whoever has seen a fault named cannot unsee it, so going back before that
 * moment hides nothing again.
 */
import type { Concealed } from '../cluster/command'
import type { Lab } from './lab'

/** What was concealed under this name is told from now on, on every branch, as any other act is, and is saved so. */
export function reveal(lab: Lab, by: string): void {
  tell(lab, (concealed) => typeof concealed === 'object' && 'by' in concealed && concealed.by === by)
}
/** What was concealed until a moment that the playhead has reached. */
export function tellDue(lab: Lab): void {
  const { timeUs } = lab
  const due = (one: { concealed?: Concealed }): boolean => isDue(one.concealed, timeUs)
  if (lab.active.commands.some(({ command }) => due(command)) || lab.scenario.faults?.some(due)) {
    tell(lab, (concealed) => isDue(concealed, timeUs))
  }
}

/** Only the label comes off: branches, checkpoints and the worlds of questions hold the very same commands. */
function tell(lab: Lab, isTold: (concealed: Concealed | undefined) => boolean): void {
  for (const { commands } of lab.tracks())
    for (const stamped of commands) if (isTold(stamped.command.concealed)) stamped.command = told(stamped.command)
  const { act } = lab.comparison
  if (act && isTold(act.command.concealed)) act.command = told(act.command)
  lab.scenario.faults?.forEach((fault, i, faults) => {
    if (isTold(fault.concealed)) faults[i] = told(fault)
  })
}

/** Whether the moment has come until which it was to be concealed. */
function isDue(concealed: Concealed | undefined, nowUs: number): boolean {
  return typeof concealed === 'object' && concealed.untilUs !== undefined && nowUs >= concealed.untilUs
}

/** The same deed with nothing concealed of it. */
export function told<T extends { concealed?: Concealed }>(deed: T): T {
  const open = { ...deed }
  delete open.concealed
  return open
}
