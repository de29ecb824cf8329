/** What a run's messages cost: how many were sent, and their bytes. A fold of its own, for whole runs. */
import { KIND, STRIDE } from '../cluster/journal'
import { bytesSent } from '../cluster/messageTypes'

export class Traffic {
  messages = 0
  bytes = 0

  fold(words: Int32Array, records: number): void {
    for (let at = 0; at < records * STRIDE; at += STRIDE) {
      if ((words[at] & 255) !== KIND.SENT) continue
      this.messages++
      this.bytes += bytesSent(words, at)
    }
  }
}
