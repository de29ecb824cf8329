/** What every language's sentences about histories are told of an operation. */
/** Its values as people write them. */
export interface ToldOperation {
  process: number
  f: string
  asked: string
  told: string
  outcome: 'ok' | 'fail' | 'info'
}
