/** Everything that can be told of a call that failed, by code. */

/** Rules of the guard that a learner's code can break, and catch. */
export type RuleCode =
  | 'readOnly'
  | 'notWritable'
  | 'fieldOfArray'
  | 'fieldOfNothing'
  | 'fractionToBase'
  | 'functionAsText'
  | 'indexOutside'
  | 'keyRefused'
  | 'nestedTooDeep'
  | 'noSuchMethod'
  | 'notAFunction'
  | 'notAnObject'
  | 'notIterable'
  | 'notJson'
  | 'objectAsNumber'
  | 'outOfRange'
  | 'reduceOfNothing'
  | 'textTooLong'
  | 'tooManyArguments'
  // the engine's own errors, as far as engines agree about them
  | 'usedBeforeSet'
  | 'wrongUse'

/** What ends a call and cannot be caught. */
export type Exhaustion = 'tooManySteps' | 'tooDeep' | 'tooLarge'

export type FaultCode = RuleCode | Exhaustion | 'threw' | 'noSuchExport'
