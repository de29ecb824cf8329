/** Whether the user's screen stands beside the graph. */
import { create } from 'zustand'

export const useScreen = create<{ open: boolean }>()(() => ({ open: false }))

export function showScreen(open: boolean): void {
  useScreen.setState({ open })
}
