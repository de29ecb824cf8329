import { useState } from 'react'
import { prefer, preference } from '../shell/preferences'
import { words } from '../words'

export function PauseOnFailure() {
  const [on, setOn] = useState(preference().pauseOnFailure)
  return (
    <label className="pause-on-failure">
      <input
        type="checkbox"
        checked={on}
        onChange={({ target }) => {
          setOn(target.checked)
          prefer({ pauseOnFailure: target.checked })
        }}
      />
      {words().studio.pause}
    </label>
  )
}
