/** A strict reader of Prometheus' text exposition format 0.0.4, by its documented grammar; anything else is an error. */
export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}
export interface Family {
  name: string
  help: string
  type: string
  samples: Sample[]
}
const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*'
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped']

export function parseExposition(text: string): Family[] {
  if (!text.endsWith('\n')) throw new Error('the last line must end with a line feed')
  const families: Family[] = []
  const seen = new Set<string>()
  let help: { name: string; text: string } | null = null
  for (const line of text.slice(0, -1).split('\n')) {
    const helped = new RegExp(`^# HELP (${NAME}) (.*)$`).exec(line)
    if (helped) {
      help = { name: helped[1], text: unescaped(helped[2], false) }
      continue
    }
    const typed = new RegExp(`^# TYPE (${NAME}) ([a-z]+)$`).exec(line)
    if (typed) {
      if (help?.name !== typed[1]) throw new Error(`no HELP right before TYPE ${typed[1]}`)
      if (!TYPES.includes(typed[2])) throw new Error(`type ${typed[2]}`)
      if (families.some(({ name }) => name === typed[1])) throw new Error(`${typed[1]} is there twice`)
      families.push({ name: typed[1], help: help.text, type: typed[2], samples: [] })
      continue
    }
    const sample = parseSample(line)
    const family = families.at(-1)
    if (!family || !namesOf(family).includes(sample.name)) throw new Error(`${sample.name} belongs to no family`)
    const identity = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`
    if (seen.has(identity)) throw new Error(`${identity} is there twice`)
    seen.add(identity)
    family.samples.push(sample)
  }
  return families
}
function namesOf({ name, type }: Family): string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}

function parseSample(line: string): Sample {
  const match = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`).exec(line)
  if (!match) throw new Error(`no sample: ${line}`)
  const [, name, inside, number] = match
  const value = { '+Inf': Infinity, '-Inf': -Infinity, NaN: NaN }[number] ?? Number(number)
  if (Number.isNaN(value) && number !== 'NaN') throw new Error(`no number: ${number}`)
  return { name, labels: inside === undefined ? {} : parseLabels(inside), value }
}
function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    const match = new RegExp(`^(${LABEL})="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"(,|$)`).exec(rest)
    if (!match) throw new Error(`no label: ${rest}`)
    if (match[1] in labels) throw new Error(`label ${match[1]} is there twice`)
    labels[match[1]] = unescaped(match[2], true)
    rest = rest.slice(match[0].length)
  }
  return labels
}
function unescaped(text: string, quotes: boolean): string {
  return text.replaceAll(/\\(.)/g, (all, c: string) => {
    if (c === 'n') return '\n'
    if (c === '\\' || (quotes && c === '"')) return c
    throw new Error(`no escape: ${all}`)
  })
}
