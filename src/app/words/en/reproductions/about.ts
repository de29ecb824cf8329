/** What the accuracy page says of one reproduction. */
export interface About {
  title: string
  compared: string[] // what is compared, and why it tells something
  figures: Record<string, string>
}
