/** No stand-in: what cannot be answered as asked is refused. */
export default function refuse(): number {
  return -1
}
