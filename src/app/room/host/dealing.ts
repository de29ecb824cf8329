/** Deals things out evenly, in turn: learners to groups, or parts of a cluster to learners. */
export function dealt<Card>(cards: readonly Card[], hands: readonly string[]): [card: Card, hand: string][] {
  return hands.length === 0 ? [] : cards.map((card, i) => [card, hands[i % hands.length]])
}
