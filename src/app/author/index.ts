/** Where lessons are made: loaded when somebody goes there. */
export { Author } from './Author'
