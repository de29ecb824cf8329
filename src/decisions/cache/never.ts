/** The store is always asked: copies only stand in where it fails. */
export default function never(): boolean {
  return false
}
