/**
 * Accounts: transfer `{from, to, amount}`, and read of every balance. What they held at first is not told: the state is null
 * until a read tells. Balances may fall below zero.
 */
import type { Operation } from '../../history/operations'
import type { Scalar, Value } from '../../history/values'
import { badValue, same, shown, unknownFunction, type Model } from '../model'

type Balances = Map<Scalar, Value>

/** By name: JSON writes the account 0 of a read as "0". */
export function balancesOf(told: Value): Map<string, number> | null {
  if (!(told instanceof Map)) return null
  const balances = new Map<string, number>()
  for (const [account, balance] of told) {
    if (typeof balance !== 'number') return null
    balances.set(String(account), balance)
  }
  return balances
}

const isAccount = (value: Value | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

function transferOf(operation: Operation): [from: string, to: string, amount: number] {
  const { asked } = operation
  const [from, to, amount] = ['from', 'to', 'amount'].map((name) => (asked instanceof Map ? asked.get(name) : null))
  if (!isAccount(from) || !isAccount(to) || typeof amount !== 'number') throw badValue('linearizable-bank', operation)
  return [String(from), String(to), amount]
}

export const bank: Model = {
  name: 'linearizable-bank',
  initial: null,
  keyed: false,
  action: (operation) => {
    const { f, told, outcome } = operation
    if (f !== 'transfer' && f !== 'read') throw unknownFunction('linearizable-bank', operation, 'transfer, read')
    if (outcome === 'fail') return null
    if (f === 'transfer') return { kind: 'transfer', value: transferOf(operation) }
    if (outcome === 'info' || told === null) return null
    const balances = balancesOf(told)
    if (!balances) throw badValue('linearizable-bank', operation)
    return { kind: 'read', value: balances }
  },
  step: (state, { kind, value }) => {
    if (kind === 'read') return state === null ? value : same(state, value) ? state : undefined
    if (state === null) return null
    const [from, to, amount] = value as [string, string, number]
    const after = new Map(state as Balances)
    after.set(from, Number(after.get(from) ?? 0) - amount)
    after.set(to, Number(after.get(to) ?? 0) + amount)
    return after
  },
  isRead: ({ kind }) => kind === 'read',
  why: (state, { value }) => {
    const holds = state as Balances
    const got = value as Balances
    const account = [...holds.keys(), ...got.keys()].find((name) => holds.get(name) !== got.get(name)) as string
    const [read, held] = [got, holds].map((balances) => shown(balances.get(account) ?? null))
    return { code: 'bank.read', params: { account, got: read, holds: held } }
  },
}
