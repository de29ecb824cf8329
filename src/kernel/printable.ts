/** Text from elsewhere may hold characters that command a terminal, or turn the direction of what follows: a blank in their place. */
export function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
