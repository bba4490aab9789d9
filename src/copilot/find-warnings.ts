import type { Desk, WarningGroup } from '../desk/types.ts'
import { detectLanguage } from '../text/language.ts'
import { LANGS, type Lang } from '../text/types.ts'
import { detectWarnings } from '../triage/detect-warnings.ts'
import type { FindWarnings, RaisedWarning } from './receive-turns.ts'

/** Early warnings of one customer turn, with what to say first and what to find out, in the customer's language. */
export function warningsOf(desk: Desk): FindWarnings {
  return ({ seq, text }) => {
    const lang = detectLanguage(text)
    const turn = { seq, text, speaker: 'customer', final: true, rev: 0 } as const
    return detectWarnings([turn], desk).flatMap(({ group, cue }): RaisedWarning[] => {
      const found = desk.warnings.find((known) => known.id === group)
      return found ? [describe(found, { seq, cue, lang })] : []
    })
  }
}

function describe(
  group: WarningGroup,
  { seq, cue, lang }: { seq: number; cue: string; lang: Lang },
): RaisedWarning {
  return {
    group: group.id,
    name: inLanguage(group.name, lang) ?? group.id,
    seq,
    cue,
    calm: inLanguage(group.calm, lang) ?? '',
    questions: inLanguage(group.questions, lang) ?? [],
  }
}

/** The text in this language; the other Chinese script before another language. */
function inLanguage<T>(texts: Partial<Record<Lang, T>>, lang: Lang): T | undefined {
  const sameTongue = LANGS.filter((other) => other.slice(0, 2) === lang.slice(0, 2))
  return [lang, ...sameTongue, ...LANGS].map((one) => texts[one]).find((text) => text !== undefined)
}
