import type { AutoscaleContext } from 'faultline'

/** What the load asks for and a third more, so that a rush or the loss of one finds room while others boot; it costs that third. */
export default function withSpare({ serving, booting, load, target, min, max }: AutoscaleContext): number {
  const wanted = serving === 0 ? booting : Math.ceil((serving * load) / target)
  return Math.min(max, Math.max(min, wanted + Math.ceil(wanted / 3)))
}
