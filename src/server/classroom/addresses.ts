/** Under which addresses a room can be reached: this machine's in each of its networks, and its .local name. */
import { hostname, networkInterfaces } from 'node:os'

/** Addresses of the local network first the private ones, without a link-local or the machine's own. */
export function networkAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const found = all.filter(
    ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
  )
  return found.map(({ address }) => address).sort((a, b) => Number(isPrivate(b)) - Number(isPrivate(a)))
}
function isPrivate(address: string): boolean {
  return /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(address)
}
/** As mDNS tells it in the local network; null where the name cannot be one. */
export function localName(): string | null {
  const name = hostname().split('.')[0].toLowerCase()
  return /^[a-z0-9-]{1,63}$/.test(name) && name !== 'localhost' ? `${name}.local` : null
}
