/** What a document's updates come to: those that were kept, and those that wait in it for others. */
import * as Y from 'yjs'

/** One that the document's library cannot apply (a hostile learner's own) is left out. */
export function applyUpdates(document: Y.Doc, updates: Iterable<Uint8Array>): void {
  for (const update of updates) {
    try {
      Y.applyUpdate(document, update)
    } catch {
      // Whoever wrote it harmed their own document only; what else is in it stays.
    }
  }
}

/** Bytes of updates that wait in the document for others on which they depend. */
export function pendingBytes({ store }: Y.Doc): number {
  return (store.pendingStructs?.update.length ?? 0) + (store.pendingDs?.length ?? 0)
}
export function forgetPending({ store }: Y.Doc): void {
  store.pendingStructs = null
  store.pendingDs = null
}
