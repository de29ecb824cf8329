/** A small line over the window; the figure beside it says its end. Gaps stay gaps. */
const WIDTH_PX = 68
const HEIGHT_PX = 22

/** `height`: of a value on its fixed axis, 0 to 1. */
export function Spark({ values, height }: { values: number[]; height: (value: number) => number }) {
  const x = (i: number): number => (i / Math.max(1, values.length - 1)) * WIDTH_PX
  const y = (value: number): number => HEIGHT_PX - 1 - Math.min(1, Math.max(0, height(value))) * (HEIGHT_PX - 2)
  const path = values
    .map((value, i) => {
      if (Number.isNaN(value)) return ''
      const begins = i === 0 || Number.isNaN(values[i - 1])
      return `${begins ? 'M' : 'L'}${x(i).toFixed(1)},${y(value).toFixed(1)}`
    })
    .join('')
  return (
    <svg width={WIDTH_PX} height={HEIGHT_PX} aria-hidden="true">
      <path className="golden-base" d={`M0,${HEIGHT_PX - 0.5}H${WIDTH_PX}`} />
      <path d={path} />
    </svg>
  )
}
