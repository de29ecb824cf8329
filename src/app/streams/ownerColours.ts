/** Consumers by colour, in the order of their names: five that are told apart, then again from the first; their names stand beside. */
const COLOURS = 5

/** From 1 on; 0: nobody. */
export function colourOf(owner: number, members: readonly number[]): number {
  const at = members.indexOf(owner)
  return at < 0 ? 0 : (at % COLOURS) + 1
}
