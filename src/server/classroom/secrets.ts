/** What the server draws and derives: random bytes, digests of tokens (none is kept as it is), and tokens that it can tell again. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { FaultlineError } from '../../kernel'
import { personIdFrom, returnCode, roomCode, roomIdFrom, tokenFrom } from '../../classroom/codes'

export function newRoomId(): string {
  return roomIdFrom(randomBytes(17))
}
export function newRoomCode(): string {
  return roomCode(randomBytes(18))
}
export function newPersonId(role: 'host' | 'learner'): string {
  return personIdFrom(randomBytes(8), role)
}
export function newToken(): string {
  return tokenFrom(randomBytes(20))
}
/** Under which a token or code is kept. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 40)
}
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}
/** An empty or damaged one would let anybody compute every token. Throws classroom.secret. */
export function goodSecret(text: string | null, where: string): string {
  if (text === null || !/^[0-9a-f]{64}$/.test(text)) throw new FaultlineError('classroom.secret', { where })
  return text
}
/** The server's own secret gives each room's teacher, projector and return codes: told again after a restart, kept nowhere. */
export class House {
  constructor(private readonly secret: string) {}

  token(what: 'host' | 'projector', room: string): string {
    return tokenFrom(this.derived(`${what} ${room}`))
  }
  hostId(room: string): string {
    return personIdFrom(this.derived(`id ${room}`), 'host')
  }
  returnCode(room: string, learner: string): string {
    return returnCode(this.derived(`return ${room} ${learner}`))
  }
  /** Opens new rooms. */
  get key(): string {
    return tokenFrom(this.derived('key'))
  }
  private derived(text: string): Uint8Array {
    return createHmac('sha256', this.secret).update(text).digest()
  }
}
