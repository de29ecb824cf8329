/** What the shells of other engines are given. */
export { compilePolicy } from '../../../src/policies/compiler'
export { lockedRealm } from '../../../src/policies/sandbox'
