/** The rooms' entry: the line of verdicts and their marks. The panel is loaded when it is opened. */
export { VerdictLine } from './VerdictLine'
export { ChartMarks, TimelineVerdicts } from './VerdictMarks'
