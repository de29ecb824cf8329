/** Kinds of a consumer's timers. A file of its own: who configures consumers needs it before their behaviour is loaded. */
export const CONSUMER_TIMER = { heartbeat: 1, ask: 2, retry: 3, entry: 4, store: 5, backoff: 6, hedge: 7 } as const
