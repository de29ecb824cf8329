/** A canvas that keeps its resolution equal to its place on the screen, drawn in the map's coordinates. */
export interface Camera {
  k: number
  x: number
  y: number
}

export class Surface {
  readonly context: CanvasRenderingContext2D
  width = 0
  height = 0
  private ratio = 1

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d')!
  }

  /** CSS pixels. Setting a canvas's size clears it, so only a change does. */
  resize(width: number, height: number): void {
    this.ratio = Math.min(2, devicePixelRatio || 1)
    this.width = width
    this.height = height
    const w = Math.round(width * this.ratio)
    const h = Math.round(height * this.ratio)
    if (this.canvas.width !== w) this.canvas.width = w
    if (this.canvas.height !== h) this.canvas.height = h
  }

  /** Clears everything and sets the camera. */
  begin(camera: Camera): CanvasRenderingContext2D {
    const c = this.context
    const r = this.ratio
    c.setTransform(1, 0, 0, 1, 0, 0)
    c.clearRect(0, 0, this.canvas.width, this.canvas.height)
    c.setTransform(r * camera.k, 0, 0, r * camera.k, r * camera.x, r * camera.y)
    return c
  }
}
