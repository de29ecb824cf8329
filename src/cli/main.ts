/** The faultline command's entry. */
import { argv, exit, stderr, stdout } from 'node:process'
import { bench } from './bench/bench'
import { ROUND, playRound } from './bench/round'
import { WORKS } from './bench/works'

const [, , command, ...rest] = argv
if (command === ROUND) await playRound(rest[0], Number(rest[1]), rest[2])
else if (command === 'bench') {
  const works = rest.filter((r) => r in WORKS)
  const rows = [...bench(works.length ? works : Object.keys(WORKS))]
  stdout.write(JSON.stringify(rows) + '\n')
} else {
  stderr.write(`faultline: unknown command ${JSON.stringify(command ?? '')}\n`)
  exit(2)
}
