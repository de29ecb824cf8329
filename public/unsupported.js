// Runs only in browsers without ES modules, so it keeps to the oldest JavaScript.
document.getElementById('root').innerHTML =
  '<p>Faultline needs a browser from 2022 or later: Firefox, Chrome, Edge or Safari 16. This one is too old to run it.</p>'
