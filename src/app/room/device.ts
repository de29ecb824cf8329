/**
 * This browser's name among those of one learner. Another learner at the same browser makes it another: what lies here is no longer the
 * first one's newest.
 */
const KEY = 'faultline.device'
let unkept = ''

export function deviceName(learner: string): string {
  const known = held()
  if (known.startsWith(`${learner} `)) return known.slice(learner.length + 1)
  const name = `d-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
  unkept = `${learner} ${name}`
  try {
    localStorage.setItem(KEY, unkept)
  } catch {
    // refused or full: it holds while the page is open
  }
  return name
}
function held(): string {
  try {
    const kept = localStorage.getItem(KEY) ?? ''
    return /^\S+ d-[0-9-]{3,30}$/.test(kept) ? kept : unkept
  } catch {
    return unkept
  }
}
