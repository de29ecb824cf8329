/** What a document's kept updates come to. One that the document's library cannot apply (a hostile learner's own) is left out. */
import * as Y from 'yjs'

export function applyUpdates(document: Y.Doc, updates: Iterable<Uint8Array>): void {
  for (const update of updates) {
    try {
      Y.applyUpdate(document, update)
    } catch {
      // Whoever wrote it harmed their own document only; what else is in it stays.
    }
  }
}
