/**
 * A table as CSV (RFC 4180). Cells come from strangers: before each sign that would begin a formula stands an apostrophe, at the beginning
 * of a cell and after all that a spreadsheet elsewhere, or one that is asked to, takes for the end of one (semicolon, tab, line).
 */

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** What may stand between the beginning and the sign, for spreadsheets take it away: blanks, quotes, what cannot be seen. */
const FORMULA = /(^|[;\t\r\n])([\s"\p{Cc}\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu

function cell(text: string): string {
  const safe = text.replace(FORMULA, "$1$2'")
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
