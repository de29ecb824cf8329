/** Runs a job in slices to its end. */
export function finish<T>(job: Generator<number, T>): T {
  let last = 0
  for (;;) {
    const step = job.next()
    if (step.done) return step.value
    if (!(step.value >= last && step.value <= 1)) throw new Error(`progress went from ${last} to ${step.value}`)
    last = step.value
  }
}
