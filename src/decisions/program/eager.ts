import type { Data, Message, Replica } from 'faultline'

const PRIMARY = 0

/**
 * Replica 0 is the primary, and sends every write to the others. Quick, and almost right: find the moment at which an
 * acknowledged write can be lost, or a read can miss one.
 */
export function onMessage(replica: Replica, _state: object, message: Message): void {
  if (message.kind === 'read') {
    replica.reply(message.request, replica.get(message.key))
  } else if (message.kind === 'write') {
    if (replica.me !== PRIMARY) {
      replica.redirect(message.request, PRIMARY)
      return
    }
    const held = { value: message.value, version: nextVersion(replica) }
    replica.put(message.key, held)
    replica.reply(message.request, held)
    for (let to = 0; to < replica.replicas; to++)
      if (to !== replica.me) replica.send(to, { key: message.key, value: held.value, version: held.version })
  } else store(replica, message.body)
}

function nextVersion(replica: Replica): number {
  const last = replica.kept('last')
  const version = (typeof last === 'number' ? last : 0) + 1
  replica.keep('last', version)
  return version
}

function store(replica: Replica, body: Data): void {
  const { key, value, version } = body as { key: number; value: number; version: number }
  if (version > replica.get(key).version) replica.put(key, { value, version })
}
