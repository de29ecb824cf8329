/** A set: add, and read of all that it holds. It is empty at first. */
import { textOf, type Value } from '../../history/values'
import { badValue, shown, unknownFunction, type Model } from '../model'

/** Members once each, in the order of their texts. */
function members(values: Value[]): Value[] {
  const byText = new Map(values.map((value) => [textOf(value), value]))
  return [...byText.keys()].sort().map((text) => byText.get(text) as Value)
}

const without = (from: Value[], taken: Value[]): Value[] => {
  const texts = new Set(taken.map(textOf))
  return from.filter((value) => !texts.has(textOf(value)))
}

const isWithin = (part: Value[], whole: Value[]): boolean => without(part, whole).length === 0

export const set: Model = {
  name: 'linearizable-set',
  initial: [],
  keyed: true,
  action: (operation) => {
    const { f, asked, told, outcome } = operation
    if (f !== 'add' && f !== 'read') throw unknownFunction('linearizable-set', operation, 'add, read')
    if (outcome === 'fail') return null
    if (f === 'add') return { kind: 'add', value: asked }
    if (outcome === 'info' || told === null) return null
    if (!Array.isArray(told)) throw badValue('linearizable-set', operation)
    return { kind: 'read', value: members(told) }
  },
  step: (state, { kind, value }) => {
    if (kind === 'add') return members([...(state as Value[]), value])
    return textOf(state) === textOf(value) ? state : undefined
  },
  isRead: ({ kind }) => kind === 'read',
  helps: (state, { value }, read) =>
    isWithin([value], read.value as Value[]) && isWithin(state as Value[], read.value as Value[]),
  why: (state, { value }) => {
    const missing = without(state as Value[], value as Value[])
    const extra = without(value as Value[], state as Value[])
    return { code: 'set.read', params: { missing: shown(missing), extra: shown(extra) } }
  },
}
