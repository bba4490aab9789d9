import { expect, it } from 'vitest'
import { REPORT_TEXTS } from '../../src/insights/reports/texts.ts'
import { FIGURE_TEXTS } from '../../src/panel/figures/messages.ts'
import { LANGS } from '../../src/text/types.ts'

// The panel shares only the API's types, so the names stand in both; they must not drift apart.
it.each(LANGS)('a figure has one name, on the page and in the report (%s)', (lang) => {
  const { figures, reasons, channels, units } = FIGURE_TEXTS[lang]
  expect(REPORT_TEXTS[lang]).toMatchObject({ figures, reasons, channels, units })
  expect(Object.keys(REPORT_TEXTS[lang].figures)).toEqual(Object.keys(figures))
})
