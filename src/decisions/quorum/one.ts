/** The first answer: as quick and as available as can be, and nothing promises that reads see writes. */
export default function one(): number {
  return 1
}
