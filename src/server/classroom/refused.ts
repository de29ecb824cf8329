/** A refusal on its way to whoever asked. Without a message: the room engine would write it to the console. */
import type { RefusalCode } from '../../classroom/messages'

export class Refused extends Error {
  constructor(
    readonly reason: RefusalCode,
    readonly retryS?: number,
  ) {
    super('')
    this.name = 'Refused'
  }
}
