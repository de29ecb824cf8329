/** The accuracy page's entry. */
export { Accuracy } from './Accuracy'
