/** Formats in which a run's traces and metrics are handed to other tools. */
export const INSTRUMENT_FORMATS = ['otlp', 'prometheus', 'operations-csv'] as const
export type InstrumentFormat = (typeof INSTRUMENT_FORMATS)[number]
