import { beforeEach, describe, expect, test } from 'vitest'
import type { ReproductionMessage, ReproductionRequest } from '../../../src/app/accuracy/reproductionMessages'
import { Reproducer, useReproductions, type ReproductionWorker } from '../../../src/app/accuracy/reproductions'

class FakeWorker implements ReproductionWorker {
  asked: string[] = []
  ended = false
  onmessage: ((event: MessageEvent<ReproductionMessage>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  postMessage({ run }: ReproductionRequest) {
    this.asked.push(run)
  }
  terminate() {
    this.ended = true
  }
  tell(data: ReproductionMessage) {
    this.onmessage?.({ data } as MessageEvent<ReproductionMessage>)
  }
  list() {
    this.tell({ say: 'list', list: ['a', 'b'].map((id) => ({ id, source: '', cases: ['1', '2'] })) })
  }
}

const row = (id: string, name: string) => ({
  id,
  case: name,
  source: '',
  expected: null,
  measured: {},
  tolerance: null,
  pass: true,
})
const found = () => useReproductions.getState().list?.map(({ id, state, rows }) => `${id} ${state} ${rows.length}`)

let workers: FakeWorker[]
let reproducer: Reproducer
beforeEach(() => {
  useReproductions.setState({ list: null, broken: false })
  workers = []
  reproducer = new Reproducer(() => {
    workers.push(new FakeWorker())
    return workers[workers.length - 1]
  })
  reproducer.start()
})

describe('reproductions', () => {
  test('run one after the other, and rows are shown as they come', () => {
    workers[0].list()
    reproducer.run(['a', 'b'])
    expect(workers[0].asked).toEqual(['a'])
    workers[0].tell({ say: 'row', id: 'a', row: row('a', '1') })
    expect(found()).toEqual(['a running 1', 'b waiting 0'])
    workers[0].tell({ say: 'done', id: 'a' })
    expect(workers[0].asked).toEqual(['a', 'b'])
    expect(found()).toEqual(['a done 1', 'b running 0'])
  })
  test('one that fails does not stop the next', () => {
    workers[0].list()
    reproducer.run(['a', 'b'])
    workers[0].tell({ say: 'failed', id: 'a' })
    expect(found()).toEqual(['a failed 0', 'b running 0'])
  })
  test('stopping ends the worker, keeps the rows that came, and a later run starts a new worker', () => {
    workers[0].list()
    reproducer.run(['a', 'b'])
    workers[0].tell({ say: 'row', id: 'a', row: row('a', '1') })
    reproducer.stop()
    expect(workers[0].ended).toBe(true)
    expect(found()).toEqual(['a idle 1', 'b idle 0'])
    reproducer.run(['b'])
    expect(workers[1].asked).toEqual(['b'])
  })
  test('a worker that cannot start is said', () => {
    workers[0].onerror?.({} as ErrorEvent)
    expect(useReproductions.getState().broken).toBe(true)
  })
  test('a worker that dies while running fails what it ran', () => {
    workers[0].list()
    reproducer.run(['a'])
    workers[0].onerror?.({} as ErrorEvent)
    expect(found()).toEqual(['a failed 0', 'b idle 0'])
  })
})
