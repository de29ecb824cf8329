/**
 * Where rooms are kept. Two implementations: files under --data, and Redis. A room has values by key (who belongs to it; small text) and
 * documents, each a list of updates that merge.
 */

export interface Store {
  /** The server's own secret, made at the first start. */
  secret(): Promise<string>
  rooms(): Promise<string[]>
  /** The room that a typed code opens. */
  roomByCode(code: string): Promise<string | null>

  value(room: string, key: string): Promise<string | null>
  /** Keys that begin with `prefix`, which is left out. */
  values(room: string, prefix: string): Promise<Map<string, string>>
  /** Resolves when it is safe. null takes the key away. The key `code` is also found by roomByCode. */
  put(room: string, key: string, value: string | null): Promise<void>
  /** Adds to a number, from 0; resolves with the sum when it is safe. */
  count(room: string, key: string, by: number): Promise<number>

  documents(room: string): Promise<string[]>
  /** A document's updates in order. */
  load(room: string, document: string): Promise<Uint8Array[]>
  append(room: string, document: string, update: Uint8Array): void
  /** Resolves when all that was appended to the room before is safe; throws room.notStored where it cannot be. */
  safe(room: string): Promise<void>
  remove(room: string): Promise<void>
  close(): Promise<void>
}
