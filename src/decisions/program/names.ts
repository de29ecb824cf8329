/** The handlers that a replica's program exports. The journal names one by its place; append only. */
export const HANDLERS = ['onStart', 'onMessage', 'onTimer'] as const
export type HandlerName = (typeof HANDLERS)[number]
