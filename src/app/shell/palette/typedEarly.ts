/**
 * What is typed between Ctrl+K and the palette, whose code comes when it is first wanted. It is the palette's: as the lab's own keys a space
 * would pause the run.
 */
let typed = ''
export const typedEarly = (): string => typed

export function forgetTyped(): void {
  typed = ''
}

/** Whether the key was held for a palette that is not there yet. Escape is not: it calls the palette off. */
export function heldForPalette(key: string): boolean {
  if (document.querySelector('dialog.palette')) return false
  if (key === 'Escape') forgetTyped()
  else if (key === 'Backspace') typed = typed.slice(0, -1)
  else if (key.length === 1) typed += key
  return key.length === 1 || key === 'Backspace' || key === 'Enter'
}
