/** The earliest stamp stays: who came first has it, as with a name or a seat. Where people write over what they have read, what they replaced comes back. */
export default function firstWriter(): number {
  return 0
}
