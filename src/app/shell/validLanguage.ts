/**
 * Some browsers state a language that is no tag of BCP 47 ("en-US@posix"). Libraries that hand it to Intl throw then, and would take
 * the charts with them: such a browser is taken to say the part that is a tag, or English.
 */
export function speakValidLanguage(browser: { readonly language: string } = navigator): void {
  if (isTag(browser.language)) return
  const start = /^[a-z]+(-[a-z\d]+)*/i.exec(browser.language)?.[0] ?? ''
  Object.defineProperty(browser, 'language', { value: isTag(start) ? start : 'en', configurable: true })
}

function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1
  } catch {
    return false
  }
}
