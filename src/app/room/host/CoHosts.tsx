/** Who leads beside the teacher: a link is handed over once, and can be withdrawn at any time. */
import type { SubmitEvent } from 'react'
import { useState } from 'react'
import { words } from '../../words'
import { doorLink } from '../addresses'
import { useRoom } from '../roomStore'
import { act } from './hostStore'
import { Link } from './Link'
import { NameField } from './NameField'

export function CoHosts() {
  const w = words().roomHost.cohosts
  const room = useRoom(({ me }) => me?.room ?? '')
  const own = useRoom(({ me }) => me?.id ?? '')
  const hosts = useRoom(({ roster }) => roster.host)
  const [name, setName] = useState('')
  const [token, setToken] = useState<string | null>(null)
  const invite = (event: SubmitEvent): void => {
    event.preventDefault()
    void act({ do: 'inviteHost', name: name.trim() }).then((done) => {
      setToken(done && done.told)
      if (done) setName('')
    })
  }
  return (
    <section className="host-cohosts" aria-label={w.title}>
      <h2>{w.title}</h2>
      {hosts.size > 0 && (
        <ul className="plain-list">
          {[...hosts]
            .sort(([, a], [, b]) => a.invitedMs - b.invitedMs)
            .map(([id, host]) => (
              <li key={id}>
                <span>
                  <strong>{host.name || w.unnamed}</strong>{' '}
                  <span className="quiet">{id === own ? w.you : w.state(host.opened, host.present)}</span>
                </span>
                <button
                  aria-label={w.withdrawOf(host.name || w.unnamed)}
                  onClick={() => void act({ do: 'withdrawHost', host: id })}
                >
                  {w.withdraw}
                </button>
              </li>
            ))}
        </ul>
      )}
      <form className="row" onSubmit={invite}>
        <NameField label={w.name} name={name} onChange={setName} />
        <button type="submit">{w.invite}</button>
      </form>
      {token === null ? (
        <p className="quiet">{w.hint}</p>
      ) : (
        <Link label={w.link} hint={w.hint} link={doorLink({ by: 'host', room, token })} />
      )}
    </section>
  )
}
