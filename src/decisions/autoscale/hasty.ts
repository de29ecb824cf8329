import type { AutoscaleContext } from 'faultline'

/** What the load of this moment asks for, up and down at once: cheap, and after every lull too small for a while. */
export default function hasty({ serving, booting, load, target, min, max }: AutoscaleContext): number {
  const desired = serving === 0 ? booting : Math.ceil((serving * load) / target)
  return Math.min(max, Math.max(min, desired))
}
