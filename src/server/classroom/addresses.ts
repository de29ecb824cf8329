/** Under which addresses a room can be reached: this machine's in each of its networks, and its .local name. */
import { hostname, networkInterfaces } from 'node:os'

type Interfaces = ReturnType<typeof networkInterfaces>
/** Of bridges, virtual machines and tunnels: seldom where a class is. */
const VIRTUAL = /^(docker|br-|veth|virbr|vbox|vmnet|vEthernet|utun|tun|tap|wg|tailscale|zt)/i

/** Those under which others may reach what listens at `host` (0.0.0.0 or ::), the likeliest first; never this machine's own or a link's. */
export function networkAddresses(host: string, interfaces: Interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ family, internal }) => !internal && (family === 'IPv4' || host === '::'))
      .map(({ address }) => ({ address, order: orderOf(address) + (VIRTUAL.test(name) ? 10 : 0) })),
  )
  const usable = found.filter(({ address }) => !/^(169\.254\.|fe[89ab])/i.test(address))
  return usable.sort((a, b) => a.order - b.order).map(({ address }) => address)
}
function orderOf(address: string): number {
  if (address.includes(':')) return /^f[cd]/i.test(address) ? 3 : 2
  return /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(address) ? 0 : 1
}
/** As mDNS tells it in the local network; null where the name cannot be one. */
export function localName(): string | null {
  const name = hostname().split('.')[0].toLowerCase()
  return /^[a-z0-9-]{1,63}$/.test(name) && name !== 'localhost' ? `${name}.local` : null
}
