/** The words of src/app/shell/palette and of the help with keys. */
import { count } from '../numbers'
import { shell } from './shell'

export const palette = {
  title: 'Find an action',
  placeholder: 'kill shard-2b, slow motion, seek 40 s …',
  none: 'Nothing by that name.',
  groups: { act: 'Act', look: 'Look', time: 'Time', page: 'Page', scenario: 'Scenarios' },
  select: (name: string): string => `Select ${name}`,
  view: (name: string): string => `View: ${name}`,
  speed: (speed: number): string => `Speed, ${shell.transport.speedIs(speed)}`,
  seek: (us: number): string => `Seek to ${(us / 1e6).toFixed(us % 1e6 === 0 ? 0 : 3)} s`,
  seekEnd: 'Seek to the end of the run',
  seekBack: 'Back by 5 s',
  open: (name: string): string => `Open scenario ${name}`,
  theme: (name: string): string => `Theme: ${name.toLowerCase()}`,
  step: (to: string): string => `Step to the next ${to}`,
  details: 'Show or hide branch, seed and fingerprint',
  letters: 'Switch letter keys on or off',
  tool: (name: string): string => `Tool: ${name}`,
  compareNone: 'Stop comparing',
  branch: (name: string): string => `Show ${name}`,
  share: 'Share: link, file, picture',
  matches: (n: number): string => `${count(n)} more; type on to narrow down`,
}

export const keysHelp: readonly { title: string; keys: readonly [string, string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['Ctrl K', 'find any action by name'],
      ['Space', 'play or pause'],
      ['Ctrl Z', 'undo the last act: it never happened'],
      ['Ctrl Shift Z', 'redo it'],
      ['V', 'look inside the store, or close it'],
      ['Esc', 'put the tool away, close the panel, deselect'],
      ['?', 'this help'],
    ],
  },
  {
    title: 'In the graph',
    keys: [
      ['Arrows', 'go from node to node'],
      ['Shift Arrows', 'go to the links of a node'],
      ['Enter', 'select, or use the chosen tool'],
      ['K', 'kill'],
      ['P', 'stall'],
      ['S', 'slow'],
      ['X', 'cut'],
      ['W', 'watch: slow time until a hop can be seen'],
    ],
  },
  {
    title: 'On the timeline and in the charts',
    keys: [
      ['Arrows', 'move the playhead or the cross-hair'],
      ['Enter', 'list the operations behind a point'],
    ],
  },
]
