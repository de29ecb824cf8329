/** Tied requests, on the side of those who serve them. */
export { tiedAdmission } from './admission'
export { asTied } from './role'
