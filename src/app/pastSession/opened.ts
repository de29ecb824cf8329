/** The session's file that is open: read, or why it was not. It stays while the page is open. */
import { create } from 'zustand'
import type { PastSession } from '../../classroom/sessionFile'
import { readSession, SESSION_BYTES_MAX } from '../../classroom/sessionFile'
import { FaultlineError } from '../../kernel/assert'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'

interface Opened {
  reading: boolean
  session: PastSession | null
  problem: Problem | null
}
export const useOpened = create<Opened>()(() => ({ reading: false, session: null, problem: null }))

/** Reads it and shows it on its page. What was open stays where it cannot be read. */
export async function openSession(file: File): Promise<void> {
  window.location.hash = '#/session'
  useOpened.setState({ reading: true, problem: null })
  try {
    if (file.size > SESSION_BYTES_MAX) throw new FaultlineError('session.tooLong', { got: file.size })
    const text = await file.text().catch(() => {
      throw new FaultlineError('session.unreadable')
    })
    useOpened.setState({ reading: false, session: readSession(text) })
  } catch (error) {
    useOpened.setState({ reading: false, problem: problemOf(error) })
  }
}
