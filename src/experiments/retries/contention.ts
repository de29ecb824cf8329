/**
 * Optimistic concurrency under contention (Brooker's simulator for "Exponential backoff and jitter", aws-samples): n clients update one
 * row. Each reads its version and writes back with it; a write with an old version fails, and its client waits and begins anew.
 * Every message takes |N(10, 2)| milliseconds.
 */
import { Draws, EventQueue, WORDS } from '../../kernel'
import type { BackoffConfig } from '../../resilience/backoff'
import { waitUs } from '../../resilience/backoff'

const EVENT = { read: 0, readAnswer: 1, write: 2, writeAnswer: 3 }
const PURPOSE = { message: 1, backoff: 2 }
const MEAN_US = 10_000
const SD_US = 2_000
/** The first retry already waits for twice the base. */
const EARLIER = 1

export interface Contention {
  calls: number // writes tried
  endUs: number // when the last client knows
}

export function contend(clients: number, config: BackoffConfig, seed: number): Contention {
  const draws = new Draws(seed)
  const queue = new EventQueue()
  const messages = new Int32Array(clients)
  const failures = new Int32Array(clients)
  const waitedUs = new Float64Array(clients).fill(config.backoffUs)
  let version = 0
  let calls = 0
  const send = (slot: number, event: number, client: number, carried: number, afterUs: number): void => {
    const us = Math.abs(MEAN_US + SD_US * draws.at(client, PURPOSE.message, messages[client]++, 0).normal())
    queue.words[slot * WORDS] = event
    queue.words[slot * WORDS + 1] = client
    queue.words[slot * WORDS + 2] = carried
    queue.schedule(slot, queue.nowUs + Math.floor(us + afterUs + 0.5))
  }
  for (let client = 0; client < clients; client++) send(queue.alloc(), EVENT.read, client, 0, 0)
  for (let slot = queue.next(); slot >= 0; slot = queue.next()) {
    const event = queue.words[slot * WORDS]
    const client = queue.words[slot * WORDS + 1]
    const carried = queue.words[slot * WORDS + 2]
    if (event === EVENT.read) send(slot, EVENT.readAnswer, client, version, 0)
    else if (event === EVENT.readAnswer) send(slot, EVENT.write, client, carried, 0)
    else if (event === EVENT.write) {
      calls++
      const done = carried === version
      if (done) version++
      send(slot, EVENT.writeAnswer, client, done ? 1 : 0, 0)
    } else if (carried === 1) queue.release(slot)
    else {
      const attempt = ++failures[client] + EARLIER
      const unit = draws.at(client, PURPOSE.backoff, attempt + 1, 0).unit()
      waitedUs[client] = waitUs(config, attempt, unit, waitedUs[client])
      send(slot, EVENT.read, client, 0, waitedUs[client])
    }
  }
  return { calls, endUs: queue.nowUs }
}
