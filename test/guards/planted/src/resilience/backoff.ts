export const backoff = 0
