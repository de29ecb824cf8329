/**
 * Work that may take long, as a generator that yields between small pieces, so that whoever drives it can stop to answer
 * something else, report progress, or give up. A job that was given up leaves its lab consistent, just not arrived.
 */
export type Job<T> = Generator<void, T, void>

/** Runs a job to its end at once (tests, the command). */
export function finish<T>(job: Generator<unknown, T, void>): T {
  for (;;) {
    const step = job.next()
    if (step.done) return step.value
  }
}
