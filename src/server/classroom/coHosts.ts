/** Who leads a room beside its owner: whose links are good, whose were while it was open here, and what the roster says of them. */
import type { CoHost } from '../../classroom/documents/roster'
import { readRoster } from '../../classroom/documents/roster'
import type { Page } from './page'
import type { HostKept, People } from './people'

export class CoHosts {
  private hosts = new Map<string, HostKept>()
  private readonly withdrawn = new Set<string>()

  constructor(
    private readonly room: string,
    private readonly people: People,
    private readonly roster: Page,
    /** Puts one out who is a co-host no more. */
    private readonly shut: (id: string) => void,
  ) {}

  isWithdrawn(id: string): boolean {
    return this.withdrawn.has(id)
  }
  /** Reads them anew. `nobodyHere`: the server has just started, and no other has the room. */
  async read(nobodyHere = false): Promise<void> {
    const hosts = await this.people.hosts(this.room)
    const written = readRoster(this.roster.entries()).host
    const gone = [...this.hosts.keys(), ...written.keys()].filter((id) => !hosts.has(id))
    const entries: Record<string, unknown> = Object.fromEntries(gone.map((id) => [`host/${id}`, undefined]))
    for (const [id, kept] of hosts)
      entries[`host/${id}`] = { ...kept, present: !nobodyHere && written.get(id)?.present === true } satisfies CoHost
    this.hosts = hosts
    for (const id of gone) {
      this.withdrawn.add(id)
      this.shut(id)
    }
    await this.roster.write(entries)
  }
  /** One of them came or left; nothing, where it is the owner. */
  async changed(id: string, present: boolean): Promise<void> {
    const kept = this.hosts.get(id)
    if (!kept) return
    const next = { ...kept, opened: kept.opened || present }
    this.hosts.set(id, next)
    if (!kept.opened && present) await this.people.keepHost(this.room, id, next)
    await this.roster.write({ [`host/${id}`]: { ...next, present } satisfies CoHost })
  }
}
