/**
 * The page's one worker file: its name says what it is to do, so that the engine is carried once. First of all it takes the
 * network from itself, for the code of learners will run here.
 */
import { confine } from '../lab/confine'
import { startLab } from '../lab/worker'
import { startTrial } from './trial/trialWorker'

export type WorkerTask = 'lab' | 'reproductions' | 'trial' | 'readings' | 'homework' | 'proofs'

confine(globalThis)
if (self.name === ('reproductions' satisfies WorkerTask)) void reproduce()
else if (self.name === ('trial' satisfies WorkerTask)) startTrial()
else if (self.name === ('readings' satisfies WorkerTask)) void read()
else if (self.name === ('homework' satisfies WorkerTask)) void judge()
else if (self.name === ('proofs' satisfies WorkerTask)) void prove()
else startLab()

async function reproduce(): Promise<void> {
  const { startReproductions } = await import('./accuracy/reproductionWorker')
  startReproductions()
}

/** What is asked before its piece is there waits. */
function askedEarly(): unknown[] {
  const early: unknown[] = []
  self.onmessage = ({ data }: MessageEvent) => early.push(data)
  return early
}
async function read(): Promise<void> {
  const early = askedEarly()
  const { startReadings } = await import('./lesson/readingWorker')
  startReadings(early as Parameters<typeof startReadings>[0])
}

/** One submission of homework. */
async function judge(): Promise<void> {
  const early = askedEarly()
  const { startJudge } = await import('./homework/judgeWorker')
  startJudge(early as Parameters<typeof startJudge>[0])
}
async function prove(): Promise<void> {
  const early = askedEarly()
  const { startProofs } = await import('./author/proofWorker')
  startProofs(early as Parameters<typeof startProofs>[0])
}
