/**
 * A learner's own document, kept in this browser beside the server's copy: what was written while the server was away is there after a
 * reload, and merges when it is back.
 */
import * as Y from 'yjs'
import { fromBase64url, toBase64url } from '../../scenarios/base64url'

const PREFIX = 'faultline.room.'
const EVERY_MS = 500

/** Brings what was kept into `doc` and keeps it from here on; answers how to stop. A damaged copy is passed over. */
export function keepDocument(name: string, doc: Y.Doc): () => void {
  try {
    const kept = localStorage.getItem(PREFIX + name)
    const bytes = kept === null ? null : fromBase64url(kept)
    if (bytes instanceof Uint8Array) Y.applyUpdate(doc, bytes, 'kept')
  } catch {
    // damaged or refused: the server's copy is the other one
  }
  let timer = 0
  const put = (): void => {
    timer = 0
    try {
      localStorage.setItem(PREFIX + name, toBase64url(Y.encodeStateAsUpdate(doc)))
    } catch {
      // refused or full: the server's copy is the other one
    }
  }
  const changed = (): void => {
    timer ||= window.setTimeout(put, EVERY_MS)
  }
  const now = (): void => {
    if (timer === 0) return
    clearTimeout(timer)
    put()
  }
  doc.on('update', changed)
  window.addEventListener('pagehide', now)
  return () => {
    now()
    doc.off('update', changed)
    window.removeEventListener('pagehide', now)
  }
}
