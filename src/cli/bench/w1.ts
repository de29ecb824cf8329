/**
 * W1, the hold model (Jones, CACM 29(4), 1986): n pending events; each step takes the earliest and schedules the same one
 * again after an exponential time. Through the kernel's public interface: event queue and draws.
 */
import { Draws, EventQueue } from '../../kernel'
import { near, type Program } from './program'

const UNIT_US = 1e6

export function hold(n: number, count: number): Program {
  const queue = new EventQueue(n)
  const draws = new Draws(42).at(1, 1, 0, 0)
  for (let i = 0; i < n; i++) {
    const slot = queue.alloc()
    queue.schedule(slot, Math.floor(draws.exponential() * UNIT_US + 0.5))
  }
  let sum = 0
  return {
    run() {
      for (let k = 0; k < count; k++) {
        const slot = queue.next()
        switch (slot & 3) {
          case 0:
            sum += 1
            break
          case 1:
            sum += 2
            break
          case 2:
            sum += 3
            break
          default:
            sum += 4
        }
        queue.schedule(slot, queue.nowUs + Math.floor(draws.exponential() * UNIT_US + 0.5))
      }
      return count
    },
    check() {
      if (queue.executed !== count || queue.pending !== n) return 'events were lost'
      // n events return once a unit each; what each event adds is 2.5 on average.
      const problem = near('the rate', (count / queue.nowUs) * UNIT_US, n, 0.02)
      return problem ?? near('the sum', sum / count, 2.5, 0.02)
    },
  }
}
