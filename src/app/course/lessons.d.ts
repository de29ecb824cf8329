/** Made by scripts/houseLessons.mjs from the folders of lessons/. */
declare module 'virtual:lessons' {
  export const index: {
    slug: string
    part: 'operations' | 'state' | 'failure'
    minutes: number
    needs: string[]
    titles: Record<string, string>
  }[]
  export const files: Record<string, () => Promise<{ default: Record<string, string> }>>
}
