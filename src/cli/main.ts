/** The faultline command's entry. */
import { argv, exit, stderr } from 'node:process'

stderr.write(`faultline: unknown command ${JSON.stringify(argv[2] ?? '')}\n`)
exit(2)
