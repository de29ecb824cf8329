/**
 * Parameters of an experiment: what `--set name=value` may replace. A number has a range, a choice its names, a text a form
 * with an example. Reading one gives its value or refuses what was given, with what would be allowed.
 */
import { FaultlineError } from '../kernel'

export interface NumberParameter {
  name: string
  min: number
  max: number
  whole: boolean
}
export interface ChoiceParameter {
  name: string
  choices: readonly string[]
}
/** `form` must match the whole text, of at most 200 characters; `example` is shown to who gave another. */
export interface TextParameter {
  name: string
  form: RegExp
  example: string
}
export type Parameter = NumberParameter | ChoiceParameter | TextParameter

export const SEED: Parameter = { name: 'seed', min: 0, max: Number.MAX_SAFE_INTEGER, whole: true }

const CHARACTERS = 200

/**
 * The value of a parameter, from a text or a number as it was given. Throws experiment.value { name, got, min, max },
 * experiment.whole { name, got, min, max }, experiment.choice { name, got, allowed } and experiment.form { name, got, example }.
 */
export function readParameter(parameter: Parameter, given: string | number): number | string {
  const { name } = parameter
  const got = String(given).slice(0, 60)
  if ('choices' in parameter) {
    const chosen = parameter.choices.find((choice) => choice === String(given))
    if (chosen === undefined)
      throw new FaultlineError('experiment.choice', { name, got, allowed: parameter.choices.join(', ') })
    return chosen
  }
  if ('form' in parameter) {
    const text = String(given)
    if (text.length > CHARACTERS || parameter.form.exec(text)?.[0] !== text)
      throw new FaultlineError('experiment.form', { name, got, example: parameter.example })
    return text
  }
  const { min, max, whole } = parameter
  const value = typeof given === 'string' && given.trim() === '' ? NaN : Number(given)
  if (!(value >= min && value <= max)) throw new FaultlineError('experiment.value', { name, got, min, max })
  if (whole && !Number.isInteger(value)) throw new FaultlineError('experiment.whole', { name, got, min, max })
  return value
}
