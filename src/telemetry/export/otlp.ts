/**
 * The OpenTelemetry protocol in JSON (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"): ids in hex, times as strings of
 * nanoseconds, enums as numbers. Virtual time begins on 1 January 2024, so that tools show a date that they take for one.
 */
export const EPOCH_NANOS = 1_704_067_200_000_000_000n

export interface KeyValue {
  key: string
  value: { stringValue: string } | { intValue: number }
}
export interface Resource {
  attributes: KeyValue[]
  droppedAttributesCount: number
}
export interface Scope {
  name: string
  version: string
}

export function nanosOf(us: number): string {
  return String(EPOCH_NANOS + BigInt(Math.round(us)) * 1000n)
}
export function attributesOf(values: Readonly<Record<string, string | number>>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }))
}
/** A service instance, by the semantic conventions for resources. */
export function resourceOf(group: string, instance: string, scenario: string, seed: number): Resource {
  const attributes = attributesOf({
    'service.name': group,
    'service.instance.id': instance,
    'service.namespace': scenario,
    'faultline.seed': String(seed),
  })
  return { attributes, droppedAttributesCount: 0 }
}
