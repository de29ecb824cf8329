/** Whatever copy there is, however old: customers may see the past, and even go back in it. */
export default function always(): boolean {
  return true
}
