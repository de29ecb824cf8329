/** One request, however long it takes. */
export default function never(): number {
  return -1
}
