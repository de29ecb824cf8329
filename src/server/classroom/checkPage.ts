/**
 * A page that tells from a phone whether joining works: whether it can reach the server, whether a socket opens, and how far the clocks
 * differ. Apart from the site: it must open in a second on the oldest phone, and say what to do where something between is in the way.
 */
import { PATHS, SOCKET_QUERY } from '../../classroom/messages'

export const CHECK_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self' ws: wss:">
<title>Faultline: can this device join?</title>
<link rel="icon" href="./favicon.svg" type="image/svg+xml">
<style>
body { font: 18px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 1.5rem; color: #14171a; background: #fff }
li { margin: 0.5rem 0 }
@media (prefers-color-scheme: dark) { body { color: #e8eaed; background: #14171a } a { color: #8ab4f8 } }
</style>
</head>
<body>
<main>
<h1>Can this device join?</h1>
<ol>
<li id="page">This page opened: the device reaches the teacher’s computer.</li>
<li id="answer" aria-live="polite">Asking the room’s server…</li>
<li id="socket" aria-live="polite">Opening a lasting connection…</li>
</ol>
<p id="verdict" role="status"></p>
<p><a href="./#/room">Join a room</a></p>
</main>
<script src="./check.js"></script>
</body>
</html>
`

/** Old JavaScript, for old phones. */
export const CHECK_SCRIPT = `(function () {
  var well = true
  function say(id, text) { document.getElementById(id).textContent = text }
  function done() {
    say('verdict', well ? 'Joining will work from here.' : 'Something between this device and the server is in the way. Use the teacher’s hotspot, or a server on the internet; the README says how.')
  }
  var folder = location.href.replace(/[?#].*$/, '').replace(/[^/]*$/, '')
  fetch(folder + '${PATHS.hello}', { cache: 'no-store' })
    .then(function (answer) { return answer.json() })
    .then(function (hello) {
      var apart = Math.round(Math.abs(Date.now() - hello.nowMs) / 1000)
      say('answer', 'The room’s server answers.' + (apart > 60 ? ' This device’s clock is ' + apart + ' s off; that does no harm.' : ''))
    })
    .catch(function () { well = false; say('answer', 'The room’s server does not answer.') })
    .then(function () {
      var over = false
      function end(ok, text) {
        if (over) return
        over = true
        well = well && ok
        say('socket', text)
        done()
      }
      setTimeout(function () { end(false, 'No lasting connection within 8 s: a proxy or filter may forbid it.') }, 8000)
      try {
        var socket = new WebSocket(folder.replace(/^http/, 'ws') + '${PATHS.socket}${SOCKET_QUERY}')
        socket.onopen = function () { socket.close(); end(true, 'A lasting connection opens.') }
        socket.onerror = function () { end(false, 'A lasting connection is refused: a proxy or filter may forbid it.') }
      } catch (error) { end(false, 'This browser has no lasting connections (WebSocket).') }
    })
})()
`
