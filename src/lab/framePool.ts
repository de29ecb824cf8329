/**
 * Buffers of frames. They travel to the page and come back with a later tick, so that a playing lab allocates next to
 * nothing. Lengths are rounded up to powers of two, so that a few sizes serve every frame.
 */
const KEPT_PER_SIZE = 4
const SMALLEST_BYTES = 1024

export class FramePool {
  private readonly bySize = new Map<number, ArrayBuffer[]>()

  /** Exactly so many values, in a buffer that may be longer. What it holds is left over from before. */
  doubles(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.take(length * 8), 0, length)
  }
  floats(length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.take(length * 4), 0, length)
  }

  /** Buffers that came back. What is no buffer of ours, or one too many, is let go. */
  give(buffers: readonly unknown[]): void {
    for (const buffer of buffers) {
      if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== rounded(buffer.byteLength)) continue
      const kept = this.bySize.get(buffer.byteLength) ?? []
      if (kept.length < KEPT_PER_SIZE) kept.push(buffer)
      this.bySize.set(buffer.byteLength, kept)
    }
  }

  private take(bytes: number): ArrayBuffer {
    const size = rounded(bytes)
    return this.bySize.get(size)?.pop() ?? new ArrayBuffer(size)
  }
}

function rounded(bytes: number): number {
  let size = SMALLEST_BYTES
  while (size < bytes) size *= 2
  return size
}
