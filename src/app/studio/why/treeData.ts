/** Plain data, and a copy of it that differs in one leaf. */
export type Leaf = null | boolean | number | string
export type Data = Leaf | Data[] | { [field: string]: Data }
export type Path = readonly string[]

export function changedAt(data: Data, path: Path, value: Leaf): Data {
  if (path.length === 0) return value
  const [first, ...rest] = path
  if (Array.isArray(data)) return data.map((item, i) => (String(i) === first ? changedAt(item, rest, value) : item))
  if (typeof data !== 'object' || data === null) return data
  return { ...data, [first]: changedAt(data[first], rest, value) }
}

/** What was typed, as the kind of leaf that stood there; undefined: it is none. */
export function leafOf(text: string, before: Leaf): Leaf | undefined {
  if (typeof before === 'string') return text
  const trimmed = text.trim()
  if (typeof before === 'boolean') return trimmed === 'true' ? true : trimmed === 'false' ? false : undefined
  if (trimmed === 'null') return null
  const number = Number(trimmed)
  return trimmed !== '' && !Number.isNaN(number) ? number : undefined
}
