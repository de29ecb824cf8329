export const types = 0
