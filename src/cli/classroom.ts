/**
 * `classroom`: serves the site and rooms, and prints how to come in. The server is a file of its own (dist/classroom/server.js), loaded
 * here only: no other command needs it.
 */
import process, { exit, stdout } from 'node:process'
import { FaultlineError } from '../kernel'
import { shownCode } from '../classroom/codes'
import { roomHash } from '../classroom/links'
import { PATHS } from '../classroom/messages'
import type * as ClassroomServer from '../server/classroom/main'
import { parsed, wholeOf } from './usage'

const PORT = 4180
const DATA = 'faultline-rooms'
const HERE = new Set(['127.0.0.1', 'localhost', '::1'])
const EVERYWHERE = new Set(['0.0.0.0', '::'])

export async function classroomCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    data: { type: 'string' },
    redis: { type: 'string' },
    rehearse: { type: 'string' },
  })
  if (positionals.length > 0) throw new FaultlineError('usage.option', { reason: 'classroom takes options only' })
  const bots = values.rehearse === undefined ? 0 : wholeOf('rehearse', values.rehearse, 0, 200)
  const host = values.host ?? '127.0.0.1'
  const server = await loadServer()
  // One learner's trouble must not end the lesson of all others.
  process.on('unhandledRejection', server.report)
  server.takeConsole()
  const classroom = await started(server, {
    port: values.port === '0' ? 0 : wholeOf('port', values.port, PORT, 65_535),
    host,
    keep: values.redis === undefined ? { data: values.data ?? DATA } : { redis: values.redis },
    rehearsal: bots > 0,
  })
  for (const cut of classroom.cuts) stdout.write(`Room ${cut.room.slice(0, 6)}…: ${cutText(cut)}\n`)
  stdout.write(howToComeIn(server, classroom, host))
  const rehearsal = bots > 0 ? server.rehearse(bots, classroom) : null
  if (rehearsal)
    stdout.write(`A rehearsal: ${bots} bots fill this room, which has a copy of your plan and ends with the server.\n`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await rehearsal?.end()
  await classroom.close()
  exit(0)
}

/** The server's file has an error class of its own. */
async function started(
  server: typeof ClassroomServer,
  options: ClassroomServer.ClassroomOptions,
): Promise<ClassroomServer.Classroom> {
  try {
    return await server.startClassroom(options)
  } catch (error) {
    const { name, code, params } = error as FaultlineError
    throw name === 'FaultlineError' ? new FaultlineError(code, params) : error
  }
}

function cutText(cut: ClassroomServer.Classroom['cuts'][number]): string {
  if (cut.kind === 'notALog')
    return `${cut.file} is damaged from its beginning. The room stays shut, and the file as it is.`
  if (cut.kind === 'torn')
    return `the last ${cut.bytes} bytes were torn by a crash and never acknowledged; they are in ${cut.file}.`
  return `its log is damaged ${cut.bytes} bytes before its end. The room goes on from there; all of the log is in ${cut.file}.`
}
async function loadServer(): Promise<typeof ClassroomServer> {
  const file = new URL('../classroom/server.js', import.meta.url).href
  try {
    return (await import(/* @vite-ignore */ file)) as typeof ClassroomServer
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new FaultlineError('classroom.notBuilt')
  }
}

function howToComeIn(
  { qrText, localName, networkAddresses }: typeof ClassroomServer,
  { port, rooms, key }: ClassroomServer.Classroom,
  host: string,
): string {
  const at = (name: string) => `http://${name.includes(':') ? `[${name}]` : name}:${port}/`
  const here = HERE.has(host)
  const names = EVERYWHERE.has(host) ? [...networkAddresses(host), localName()].filter((one) => one !== null) : [host]
  const first = here || names.length === 0 ? 'localhost' : names[0]
  const [{ room, code, host: token }] = rooms
  const lines = [
    `The classroom is at ${at(first)}`,
    ...names.slice(1).map((name) => `                 or ${at(name)}`),
    '',
    `For you alone    ${at(here ? 'localhost' : first)}${roomHash({ by: 'host', room, token })}`,
    `For learners     ${at(first)}${roomHash({ by: 'code' })}   code ${shownCode(code)}`,
    `                 ${at(first)}${roomHash({ by: 'room', room, code })}`,
    ...names.slice(1).map((name) => `              or ${at(name)}${roomHash({ by: 'room', room, code })}`),
    `Further rooms    ${at(first)}${roomHash({ by: 'code' })}   key ${key}`,
    `Does it work?    ${at(first)}${PATHS.check}   (open it on a phone)`,
    '',
  ]
  const more = rooms.length - 1
  if (more > 0) lines.push(`${more} other room${more === 1 ? ' is' : 's are'} kept too.`, '')
  if (here) {
    lines.push('Only this computer can reach it. To open it to the network of the room:')
    lines.push(`  npm run classroom -- --host 0.0.0.0${port === PORT ? '' : ` --port ${port}`}`, '')
  } else {
    lines.push(qrText(`${at(first)}${roomHash({ by: 'room', room, code })}`), '')
    lines.push('If phones cannot reach it, the network keeps devices apart: use a hotspot of your own (README).', '')
  }
  return `${lines.join('\n')}\n`
}
