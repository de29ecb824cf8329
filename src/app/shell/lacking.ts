/** What the page cannot do without and this browser lacks, by the names that its makers use. Empty: all is there. */
export function lacking(scope: object = globalThis): string[] {
  const needed = [
    'Worker',
    'Float64Array',
    'ResizeObserver',
    'structuredClone',
    'requestAnimationFrame',
    'HTMLDialogElement',
  ]
  return needed.filter((name) => !(name in scope))
}
