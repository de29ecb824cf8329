/**
 * The room's connection as a statechart: is there a server at all, which door does one come through, inside, or out again. Inside, the
 * server may be away for as long as it likes; only its word ends a visit. No actor of it waits for anything: session.ts tells it by events.
 */
import { setup } from 'xstate'

export type RoomEvent =
  | { type: 'ALONE' } // no server answers
  | { type: 'SERVED'; enters: boolean } // one does; `enters`: with a key for the room asked for
  | { type: 'TRY' } // to join, or again
  | { type: 'ENTERED' }
  | { type: 'REFUSED' } // at the door
  | { type: 'ENDED' } // by the server's word, or by leaving
  | { type: 'ASK' } // another address: from the beginning

export const roomFlow = setup({
  types: { events: {} as RoomEvent },
  guards: { enters: ({ event }) => event.type === 'SERVED' && event.enters },
}).createMachine({
  id: 'room',
  initial: 'asking',
  on: { ASK: '.asking' },
  states: {
    asking: { on: { ALONE: 'alone', SERVED: [{ guard: 'enters', target: 'entering' }, { target: 'door' }] } },
    alone: { on: { TRY: 'asking' } },
    door: { on: { TRY: 'entering' } },
    entering: { on: { ENTERED: 'in', REFUSED: 'door', ALONE: 'alone' } },
    in: { on: { ENDED: 'out' } },
    out: { on: { TRY: 'asking' } },
  },
})
