import { describe, expect, it } from 'vitest'
import { LabClient } from '../../src/lab/client'
import type { LabMessage, LabPush } from '../../src/lab/protocol'

class FakeWorker extends EventTarget {
  sent: { message: LabMessage; transfer: unknown[] }[] = []
  ended = false
  postMessage(message: LabMessage, transfer: unknown[]): void {
    this.sent.push({ message, transfer })
  }
  terminate(): void {
    this.ended = true
  }
  says(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
  dies(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }))
  }
}
function connected(): { worker: FakeWorker; client: LabClient } {
  const worker = new FakeWorker()
  return { worker, client: new LabClient(worker as unknown as Worker) }
}

describe('the client', () => {
  it('gives each request the answer of its id, in whatever order they come', async () => {
    const { worker, client } = connected()
    const run = client.request({ do: 'run' })
    const undo = client.request({ do: 'undo' })
    const [first, second] = worker.sent.map((s) => s.message.id)
    worker.says({ id: second, ok: false, code: 'undo.nothing', params: { a: 1 } })
    worker.says({ id: first, ok: true, value: 'value' })
    worker.says({ id: 99, ok: true, value: 'nobody asked' })
    expect(await run).toBe('value')
    await expect(undo).rejects.toMatchObject({ code: 'undo.nothing', params: { a: 1 } })
  })

  it('gives buffers back with a tick', () => {
    const { worker, client } = connected()
    const buffer = new ArrayBuffer(8)
    void client.request({ do: 'tick', virtualUs: 1, budgetMs: 1, chart: null, recycle: [buffer] })
    expect(worker.sent[0].transfer).toEqual([buffer])
  })

  it('hands pushes on', () => {
    const { worker, client } = connected()
    const heard: LabPush[] = []
    client.onPush((push) => heard.push(push))
    worker.says({ push: 'progress', atUs: 1, toUs: 2 })
    expect(heard).toEqual([{ push: 'progress', atUs: 1, toUs: 2 }])
  })

  it('refuses what the worker owed when it died, says so once, and asks it nothing more', async () => {
    const { worker, client } = connected()
    const crashes: string[] = []
    client.onCrash((message) => crashes.push(message))
    const owed = client.request({ do: 'run' })
    worker.dies('out of memory')
    worker.dies('again')
    await expect(owed).rejects.toMatchObject({ code: 'crashed', params: { what: 'out of memory' } })
    await expect(client.request({ do: 'run' })).rejects.toMatchObject({ code: 'crashed' })
    expect(crashes).toEqual(['out of memory'])
    expect(worker.ended).toBe(true)
    expect(worker.sent).toHaveLength(1)
  })

  it('ended by the page is no crash', async () => {
    const { client } = connected()
    const crashes: string[] = []
    client.onCrash((message) => crashes.push(message))
    const owed = client.request({ do: 'run' })
    client.terminate()
    await expect(owed).rejects.toMatchObject({ code: 'crashed' })
    expect(crashes).toEqual([])
  })
})
