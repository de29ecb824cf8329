/**
 * A picture of the graph and the charts as they are: their canvases, SVG and words are drawn one after the other, in the
 * order of the page, onto one canvas. (An SVG with the page's HTML inside would taint the canvas in some browsers.)
 */
const SCALE = 2

/** A PNG of the regions' smallest common rectangle. Throws if the browser cannot make it. */
export async function pictureOf(regions: HTMLElement[]): Promise<Blob> {
  const boxes = regions.map((region) => region.getBoundingClientRect())
  const left = Math.min(...boxes.map((b) => b.left))
  const top = Math.min(...boxes.map((b) => b.top))
  const canvas = document.createElement('canvas')
  canvas.width = (Math.max(...boxes.map((b) => b.right)) - left) * SCALE
  canvas.height = (Math.max(...boxes.map((b) => b.bottom)) - top) * SCALE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.fillStyle = getComputedStyle(document.body).backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.setTransform(SCALE, 0, 0, SCALE, -left * SCALE, -top * SCALE)
  for (const region of regions) await drawElement(context, region)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('no picture')
  return blob
}

/** Controls say nothing in a picture. */
const LEFT_OUT = '.map-controls, .notices, .hidden-visually, select'

async function drawElement(context: CanvasRenderingContext2D, element: Element): Promise<void> {
  if (element.matches(LEFT_OUT)) return
  const style = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  if (style.visibility === 'hidden' || style.opacity === '0' || box.width < 2 || box.height < 2) return
  if (element instanceof HTMLCanvasElement) {
    if (element.width > 0 && element.height > 0) context.drawImage(element, box.left, box.top, box.width, box.height)
    return
  }
  if (element instanceof SVGSVGElement) return drawSvg(context, element, box)
  if (style.backgroundColor !== 'rgba(0, 0, 0, 0)') {
    context.fillStyle = style.backgroundColor
    context.fillRect(box.left, box.top, box.width, box.height)
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) await drawElement(context, child)
    else if (child instanceof Text) drawText(context, child, style)
  }
}

function drawText(context: CanvasRenderingContext2D, text: Text, style: CSSStyleDeclaration): void {
  const words = text.data.trim()
  if (words === '') return
  const range = document.createRange()
  range.selectNodeContents(text)
  const box = range.getBoundingClientRect()
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.color
  context.textBaseline = 'middle'
  context.fillText(words, box.left, box.top + box.height / 2, box.width + 1)
}

const PAINTED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'display',
  'visibility',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'vector-effect',
]

/** Its style sheet does not travel with a serialised SVG, so what it computed is written onto each part. */
async function drawSvg(context: CanvasRenderingContext2D, svg: SVGSVGElement, box: DOMRect): Promise<void> {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = [svg, ...svg.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  originals.forEach((original, i) => {
    const computed = getComputedStyle(original)
    const written = PAINTED.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(';')
    copies[i].setAttribute('style', written)
  })
  copy.setAttribute('width', String(box.width))
  copy.setAttribute('height', String(box.height))
  const image = new Image()
  const text = new XMLSerializer().serializeToString(copy)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  context.drawImage(image, box.left, box.top, box.width, box.height)
}
