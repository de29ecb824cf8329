/** Names of contracts as the journal keeps them: the code is the place. Append only. */
export const CONTRACT_NAMES = [
  'balancer',
  'replica',
  'consistency',
  'partition',
  'quorum',
  'retry',
  'breakerTrip',
  'breakerTrial',
  'admit',
  'limit',
  'hedge',
  'cache',
  'fallback',
  'merge',
  'electionTimeout',
  'autoscale',
  'program',
] as const
export type ContractName = (typeof CONTRACT_NAMES)[number]

export function codeOf(name: ContractName): number {
  return CONTRACT_NAMES.indexOf(name)
}
