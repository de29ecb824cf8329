import type { AutoscaleContext } from 'faultline'

interface State {
  wishes: { atUs: number; desired: number }[]
}
export const initial: State = { wishes: [] }

/**
 * As many as would be busy to their target with the load of now; nothing within a tenth of it, and no fewer than the greatest
 * wish of the cooldown (Kubernetes' horizontal pod autoscaler: desired = ⌈serving × load / target⌉).
 */
export default function proportional(context: AutoscaleContext, state: State): number {
  const { nowUs, serving, booting, min, max, cooldownUs } = context
  const current = serving + booting
  const desired = Math.min(max, Math.max(min, wish(context)))
  state.wishes.push({ atUs: nowUs, desired })
  state.wishes = state.wishes.filter(({ atUs }) => nowUs - atUs < cooldownUs || atUs === nowUs)
  if (desired > current) return desired
  let kept = 0
  for (const { desired: one } of state.wishes) kept = Math.max(kept, one)
  return Math.max(min, Math.min(current, kept))
}

/** Those that boot carry nothing yet. */
function wish({ serving, booting, load, target }: AutoscaleContext): number {
  if (serving === 0) return booting
  const ratio = load / target
  return Math.abs(ratio - 1) <= 0.1 ? serving + booting : Math.ceil(serving * ratio)
}
