/** Policies as a learner would write them, using between them every part of the language that there is, with calls. */

export interface Example {
  source: string
  /** Arguments of calls of `decide`, as data. */
  calls: readonly (readonly unknown[])[]
}

const NODES = [
  { id: 'a', rttMs: 12, inFlight: 3, zone: 'eu' },
  { id: 'b', rttMs: 4, inFlight: 9, zone: 'eu' },
  { id: 'c', rttMs: 80, inFlight: 0, zone: 'us' },
]

export const EXAMPLES: Readonly<Record<string, Example>> = {
  nearest: {
    source: `
interface Node { id: string; rttMs: number; inFlight: number; zone: string }
export function decide(context: { nodes: readonly Node[]; zone: string }): string | null {
  let best: Node | null = null
  for (const node of context.nodes) {
    if (node.zone !== context.zone) continue
    if (best === null || node.rttMs < best.rttMs) best = node
  }
  return best?.id ?? null
}`,
    calls: [[{ nodes: NODES, zone: 'eu' }], [{ nodes: NODES, zone: 'asia' }], [{ nodes: [], zone: 'eu' }]],
  },
  leastLoaded: {
    source: `
export const decide = ({ nodes, draw = 0.5 }: any) => {
  const [first, second] = [...nodes].sort((a: any, b: any) => a.inFlight - b.inFlight || (a.id < b.id ? -1 : 1))
  const total = nodes.reduce((sum: number, n: any) => sum + n.inFlight, 0)
  return total % 2 === 0 || draw < 0.5 ? first?.id : (second ?? first)?.id
}`,
    calls: [[{ nodes: NODES }], [{ nodes: NODES, draw: 0.1 }], [{ nodes: [] }]],
  },
  backoff: {
    source: `
const BASE_MS = 50, CAP_MS = 2_000
type Decision = { retry: boolean; afterMs: number }
export function decide(context: { attempt: number; draw: number; status: string }): Decision {
  switch (context.status) {
    case 'timeout':
    case 'overloaded': {
      const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** context.attempt)
      return { retry: context.attempt < 5, afterMs: Math.round(ceiling * context.draw) }
    }
    case 'refused':
      return { retry: true, afterMs: 0 }
    default:
      return { retry: false, afterMs: 0 }
  }
}`,
    calls: [[{ attempt: 3, draw: 0.37, status: 'timeout' }], [{ attempt: 9, draw: 1, status: 'overloaded' }], [{ attempt: 0, draw: 0, status: 'refused' }], [{ attempt: 0, draw: 0, status: '?' }]],
  },
  breaker: {
    source: `
export function decide(calls: boolean[]) {
  const state = { failures: 0, open: false as boolean, trips: 0, seen: [] as string[] }
  calls.forEach((ok, i) => {
    state.failures = ok ? 0 : state.failures + 1
    if (state.failures >= 3) { state.open = true; state.trips++; state.failures = 0 }
    state.seen.push(\`\${i}:\${ok ? 'ok' : 'failed'}\`)
    state['last'] ||= i
    state.latest ??= {}
    state.latest[ok ? 'ok' : 'failed'] = i
  })
  return state
}`,
    calls: [[[true, false, false, false, true]], [[]], [[false, false, false, false, false, false]]],
  },
  merge: {
    source: `
import { newest } from './versions'
export function decide(versions: { value: string[]; at: number; by: string }[]) {
  const seen = new Set<string>(), counts = new Map<string, number>()
  for (const { value } of versions) for (const item of value) {
    seen.add(item)
    counts.set(item, (counts.get(item) ?? 0) + 1)
  }
  const { value: latest, ...meta } = newest(versions) ?? { value: [] as string[] }
  return { union: [...seen].sort(), counts: Object.fromEntries(counts), entries: [...counts.entries()].length, latest, meta, size: seen.size }
}`,
    calls: [[[{ value: ['x', 'y'], at: 5, by: 'a' }, { value: ['y', 'z'], at: 5, by: 'b' }]], [[]]],
  },
  text: {
    source: `
export function decide(words: string[], options: { sep?: string; upper?: boolean } = {}) {
  const { sep = ', ', upper = false } = options
  let out = ''
  for (let i = 0; i < words.length; i++) out += (i ? sep : '') + words[i].trim().padEnd(3, '.')
  const parts = out.split(sep).map((w, i, all) => w + '/' + (all.length - i))
  const flags = [out.includes('a'), out.indexOf('b'), out.startsWith('a'), out.endsWith('.'), out.lastIndexOf('.')]
  return [upper ? out.toUpperCase() : out, parts, flags, out.slice(-4), out.substring(1, 3), out.replaceAll('.', '$&'), out.charCodeAt(0), (3.14159).toFixed(2), (255).toString(16), JSON.stringify({ words, n: null, u: undefined }), JSON.parse('{"a":[1,{"b":2}]}'), 'x'.repeat(3) + 1 + true + null + [1, [2, 3]]]
}`,
    calls: [[['alpha', ' b ', 'cc'], { upper: true }], [['a']], [['z', 'y'], { sep: '' }]],
  },
  control: {
    source: `
export function decide(n: number) {
  const log: unknown[] = []
  outer: for (let i = 0; i < n; i++) {
    for (let j = 0; ; j++) {
      if (j === 3) continue outer
      if (i === 4) break outer
      if ((i + j) % 2) continue
      log.push([i, j])
    }
  }
  let k = 0
  do { k += 2 } while (k < n)
  while (k-- > n) log.push(k)
  const attempt = (x: number) => {
    try { if (x > 1) throw new RangeError('big ' + x); return 'small' }
    catch (error) { return error instanceof RangeError ? error.message : 'other' }
    finally { log.push('tried ' + x) }
  }
  log.push(attempt(1), attempt(2))
  for (const key in { b: 1, 2: 1, a: 1, 1: 1 }) log.push(key)
  const fs = []
  for (let i = 0; i < 3; i++) fs.push(() => i * n)
  var late = fs.map((f) => f())
  if (n > 2) late.push(-1); else late.push(-2)
  return [log, late, k]
}`,
    calls: [[0], [3], [7]],
  },
  assignments: {
    source: `
export function decide(start: number) {
  const o: any = { a: start, list: [1, 2, 3], deep: { x: { y: 1 } } }
  let i = 0, s = 'v'
  const first = o.list[i++], second = o.list[i++]
  o.a += 2; o.a *= 3; o.a -= 1; o.a %= 1000; o.a **= 2; o.a <<= 1; o.a >>= 1; o.a >>>= 0; o.a |= 1; o.a ^= 3; o.a &= 0xffff
  o.list[o.list.length] = o.a++ + ++o.a
  o.deep.x.y += o.list[0]
  o['k' + i] = -o.a--
  o.list[i] += 5
  s += i; s += 'w'
  o.none ??= 'set'; o.none &&= 'changed'; o.zero = 0; o.zero ||= 4
  let [p, q = 7, ...rest] = [i, undefined, 3, 4]
  ;[p, q] = [q, p]
  ;({ a: i, zz: s = 'default' } = o)
  const copy = { ...o, extra: [...rest, ...'hi'] }
  delete copy.list
  const nothing: any = null
  return [first, second, o, p, q, rest, i, s, copy, 'a' in o, nothing?.x.y.z, nothing?.[i++], o?.deep?.x?.['y'], o.deep.missing?.(1), o.list.at(-1), typeof s, void 0, !s, +'4', ~5, (1, 2), i > 3 && i < 1000 ? 'in' : 'out']
}`,
    calls: [[1], [10], [-3]],
  },
  arrays: {
    source: `
export function decide(xs: number[]) {
  const c = xs.slice()
  c.splice(1, 1, 9, 8); c.unshift(0); c.reverse()
  return [c, xs.concat([1], 2), xs.find((x) => x > 2), xs.findIndex((x) => x > 2), xs.findLast((x) => x < 3), xs.every((x) => x > 0), xs.some((x) => x > 3), xs.filter((x) => x % 2), xs.flatMap((x) => [x, [x]]), [[1, [2]], 3].flat(), xs.includes(2), xs.join('-'), xs.lastIndexOf(3), xs.reduceRight((a, b) => a * 10 + b, 0), xs.toSorted((a, b) => b - a), xs.toReversed(), xs.with(0, 5), Array.from(xs, (x, i) => x * i), Array.from({ length: 2 }, (_, i) => i), Array.of(1, 2), Array.isArray(xs), [10, 9, 1].sort(), ['b', undefined, 'a'].sort().length, Object.keys({ z: 1, y: 2 }), Object.entries({ z: 1 }), Object.values({ z: 1 }), Object.assign({ a: 1 }, { b: 2 }), Math.max(...xs, 0), Math.min(1, 2), Math.hypot(3, 4), [...xs.entries()], [...xs.keys()], c.pop(), c.shift(), c.push(1, 2), c.fill(7, 1, 2), c.indexOf(7), parseInt('12px'), parseInt('ff', 16), parseFloat('1.5e3x'), Number('0x10'), Number(''), isNaN(NaN), Number.isInteger(5), Object.is(-0, 0)]
}`,
    calls: [[[1, 2, 3]], [[5, 3]]],
  },
  recursion: {
    source: `
export function decide(n: number): unknown {
  const fib = (k: number): number => (k < 2 ? k : fib(k - 1) + fib(k - 2))
  function tree(d: number): unknown { return d === 0 ? null : { left: tree(d - 1), right: [tree(d - 1)] } }
  const even = (k: number): boolean => (k === 0 ? true : odd(k - 1)), odd = (k: number): boolean => (k === 0 ? false : even(k - 1))
  const counter = (() => { let c = 0; return { next() { return ++c }, self() { return this.next() } } })()
  const table = { add: (a: number, b: number) => a + b, twice(x: number) { return this.add(x, x) } }
  return [fib(n), tree(3), even(n), counter.self() + counter.self(), table['twice'](n), ((...all: number[]) => all.length)(1, 2, 3)]
}`,
    calls: [[7], [10]],
  },
} // prettier-ignore

/** The other files, where an example has some. */
export const BESIDES: Readonly<Record<string, Record<string, string>>> = {
  merge: {
    'versions.ts': `
type Version = { at: number; by: string; value: string[] }
export const newest = (versions: Version[]): Version | undefined =>
  versions.reduce<Version | undefined>((best, v) => (!best || v.at > best.at || (v.at === best.at && v.by > best.by) ? v : best), undefined)`,
  },
}
