/** A session's file shows on a page of its own, wherever it is opened; false: it is none. */
export async function tookSession(file: File): Promise<boolean> {
  const beginning = await file
    .slice(0, 100)
    .text()
    .catch(() => '')
  if (!/^\uFEFF?\s*\{\s*"faultlineSession"\s*:/.test(beginning)) return false
  const { openSession } = await import('../pastSession/opened')
  await openSession(file)
  return true
}
