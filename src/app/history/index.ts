/** The history page's entry. */
export { History } from './History'
