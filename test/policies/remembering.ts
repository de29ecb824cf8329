/** A policy that leans on all that could differ between engines: state, draws, sorting, texts, maps, and fractions. */
import { codeOf } from './applied'

export const REMEMBERING = codeOf(
  'balancer',
  `import type { BalancerContext } from 'faultline'
interface State { asked: number; byName: Record<string, number>; late: number[] }
export const initial: State = { asked: 0, byName: {}, late: [] }
export default function remembering({ instances, user, nowUs, random, randomInt }: BalancerContext, state: State): number {
  state.asked += 1
  state.late.push(Math.log(1 + nowUs) * random())
  if (state.late.length > 8) state.late.shift()
  const weights = new Map(instances.map((one, i) => [one.name, one.weight / (1 + one.outstanding + (state.byName[one.name] ?? 0) / 7)]))
  const order = instances.map((_, i) => i).sort((a, b) => (weights.get(instances[b].name) ?? 0) - (weights.get(instances[a].name) ?? 0))
  const at = state.late.reduce((sum, x) => sum + x, 0) % 1 < 0.2 ? randomInt(instances.length) : order[0]
  const { name } = instances[at]
  state.byName[name] = ((state.byName[name] ?? 0) + user % 3) % 100
  console.log(\`user \${user}: \${name} of \${[...weights.keys()].join(', ')}\`)
  if (state.asked % 1000 === 999) throw new Error('once in a while')
  return at
}
`,
)
