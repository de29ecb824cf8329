/** From where on users feel something (the sentence), and a change is called one (the effect card): fewer ok, more stale, slower. */
export const FELT = { okShare: 0.995, staleShare: 0.0005, slowUs: 1_000_000 }
