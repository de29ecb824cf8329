/** The words of the share panel. */
export const share = {
  title: 'Share this run',
  link: 'Link',
  linkText: 'Opens this run at this moment, in any browser, with its fingerprint checked.',
  copy: 'Copy link',
  copied: 'Copied',
  copyByHand: 'This page may not use the clipboard here. The link is selected: press Ctrl+C.',
  tooLong: 'This run has grown too long for a link. Save it as a file.',
  working: 'Packing the run…',
  caption: 'Caption (optional)',
  file: 'File',
  fileText: 'The whole run as text. Opens here by choosing it or by dropping it on the page.',
  save: 'Save file',
  open: 'Open file…',
  progress: (lessons: number, aside: number): string =>
    [
      lessons > 0 && `Progress of ${lessons === 1 ? 'one lesson' : `${lessons} lessons`} came with it.`,
      aside > 0 && 'A part of the progress that came with it could not be read, and was left out.',
    ]
      .filter(Boolean)
      .join(' '),
  instruments: 'For other tools',
  instrumentsText: 'Traces and metrics of the whole run, up to this moment: the failed, the slowest and some others.',
  instrument: {
    otlp: 'OpenTelemetry (OTLP/JSON)',
    prometheus: 'Prometheus text',
    'operations-csv': 'Operations as CSV',
  },
  embed: 'On another site',
  embedText: 'A frame with fewer panels.',
  copyEmbed: 'Copy snippet',
  picture: 'Picture',
  pictureText: 'The graph and the charts as they are now.',
  copyPicture: 'Copy picture',
  savePicture: 'Save picture',
  drop: 'Drop the file to open the run',
  fingerprint: (hex: string): string => `Fingerprint ${hex}`,
  ask: (theirs: string, ours: string): string =>
    `This run was made by engine version ${theirs}; this page has version ${ours}. It can be replayed here, but its figures may differ.`,
  replay: 'Replay it here',
  keep: 'Keep my run',
}
