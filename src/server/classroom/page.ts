/** One of the room's documents that the server itself reads and writes: the flat map in it. */
import type { DirectConnection, Document, Hocuspocus } from '@hocuspocus/server'
import type { CommonDocument } from '../../classroom/documents/names'
import { documentName } from '../../classroom/documents/names'
import { MAP_NAME } from '../../classroom/entries'
import type { ToPage } from '../../classroom/messages'

export class Page {
  private constructor(
    private readonly connection: DirectConnection,
    private readonly document: Document,
  ) {}

  static async open(engine: Hocuspocus, room: string, document: CommonDocument): Promise<Page> {
    const name = documentName({ room, document })
    const connection = await engine.openDirectConnection(name)
    return new Page(connection, engine.documents.get(name)!)
  }
  value(key: string): unknown {
    return this.document.getMap(MAP_NAME).get(key)
  }
  entries(): Record<string, unknown> {
    return entriesOf(this.document)
  }
  /** Sets what differs; undefined takes a key away. All of it is one update. */
  async write(changes: Record<string, unknown>): Promise<void> {
    const map = this.document.getMap(MAP_NAME)
    const differing = Object.entries(changes).filter(
      ([key, value]) => JSON.stringify(map.get(key)) !== JSON.stringify(value),
    )
    if (differing.length === 0) return
    await this.connection.transact(() => {
      for (const [key, value] of differing) {
        if (value === undefined) map.delete(key)
        else map.set(key, value)
      }
    })
  }
  onChange(listener: () => void): void {
    this.document.on('update', listener)
  }
  /** To all who have it open; at other servers too, unless `here` alone. */
  say(message: ToPage, where: 'everywhere' | 'here' = 'everywhere'): void {
    const line = JSON.stringify(message)
    if (where === 'here') this.document.relayStateless(line)
    else this.document.broadcastStateless(line)
  }
  async close(): Promise<void> {
    await this.connection.disconnect()
  }
}

/** What a document holds; nothing, where a hostile one cannot be told. */
export function entriesOf(document: Pick<Document, 'getMap'>): Record<string, unknown> {
  try {
    return document.getMap(MAP_NAME).toJSON()
  } catch {
    return {}
  }
}
