/** What every language's sentences about histories are told of an operation. */
/** A read or a write of a transaction. `value` null: nothing was there, or nobody knows. */
export interface ToldDeed {
  kind: 'read' | 'write' | 'append'
  key: string
  value: string | null
}
/** Its values as people write them. */
export interface ToldOperation {
  process: number
  f: string
  asked: string
  told: string
  outcome: 'ok' | 'fail' | 'info'
}
