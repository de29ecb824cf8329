/** Bodies of functions that would run, nest or grow without end, by the code of what ends them. */
export const ENDLESS: Record<string, string[]> = {
  tooManySteps: [
    'while (true) {}',
    'for (;;) ;',
    'do {} while (1)',
    'outer: for (;;) { for (;;) { continue outer } }',
    'while (true) { try { while (true) {} } catch (e) {} }',
    'for (;;) { try { continue } finally { continue } }',
    'const a = [1]; for (const x of a) a.push(x - 1 ? 1 : 1), a.pop(), a.shift(), a.push(1, 1)',
    'const m = new Map([[0, 0]]); for (const [k] of m) { m.delete(k); m.set(k, 0) }',
    'const a = Array.from({ length: 1000 }, (_, i) => i); for (;;) a.includes(-1)',
    'const a = Array.from({ length: 1000 }, (_, i) => i); return a.map(() => a.map(() => a.some(() => false)))',
    'const g = (n) => (n > 0 ? g(n - 1) + g(n - 1) : 1); return g(40)',
    'return [3, 1, 2].sort(() => { for (;;) {} })',
    'while ((() => true)()) {}',
    'switch (1) { case (() => { for (;;) {} })(): }',
  ],
  tooDeep: [
    'const g = () => g(); return g()',
    'const g = () => [1].map(g); return g()',
    'const o = { g() { return o.g() } }; return o.g()',
    'const g = (x) => { try { return g(x) } catch (e) { return g(x) } finally { g(x) } }; return g(1)',
    'const h = { toString: () => h2.g() }, h2 = { g: () => h.toString() }; return h2.g()',
    'let a = []; for (let i = 0; i < 5; i++) a = [a]; const g = () => `${g()}`; return g()',
  ],
  tooLarge: [
    'let a = [1, 2]; for (;;) a = [...a, ...a]',
    'let a = [1, 2]; for (;;) a = a.concat(a)',
    'return new Array(1e9)',
    'return Array(1e7).fill(0)',
    'return Array.from({ length: 1e9 })',
    'const a = []; for (let i = 0; ; i++) a[i] = i',
    'const a = []; for (let i = 0; ; i++) a.push(i)',
    'const m = new Map(); for (let i = 0; ; i++) m.set(i, i)',
    'let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return `${a}`',
    'let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return String(a)',
    'let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return a + ""',
    'let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return a.flat(60)',
    'const o = {}; for (let i = 0; i < 300; i++) o[i] = 1; for (;;) ({ ...o })',
  ],
  tooManyArguments: ['const a = []; for (;;) a.push(...a, 1)'],
  // These can be caught, and every attempt was small.
  textTooLong: [
    'let s = "x"; for (;;) s += s',
    'let s = "x"; for (;;) s = `${s}${s}`',
    'return "x".repeat(1e9)',
    'return "x".padStart(1e9)',
    'let s = "x"; for (;;) s = s.replaceAll("x", "xx")',
    'return ["a".repeat(30000), "b".repeat(30000)].join("c".repeat(9000))',
  ],
} // prettier-ignore

export const ENDLESS_BODIES: readonly string[] = Object.values(ENDLESS).flat()
