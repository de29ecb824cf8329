/** Always the newest state: nobody is shown anything old, and nobody is shown anything while a majority is out of reach. */
export default function strong(): 'strong' {
  return 'strong'
}
