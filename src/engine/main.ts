/** The embeddable engine's entry: what the global `Faultline` offers in any JavaScript shell. */
export const name = 'faultline'
