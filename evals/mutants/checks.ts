import type { Mutant } from './types.ts'

/** The check of an agent's own words, and the gate over what the program says. */
export const CHECKS: readonly Mutant[] = [
  {
    id: 'outgoing-check-dropped',
    breaks: "an agent's own words are never found fault with",
    patches: [
      {
        file: 'src/guard/check-text.ts',
        find: '  checkWhatMayNotLeave(text, context, raise)\n  checkSubstance(text, context, raise)\n  checkConduct(text, context, raise)\n',
        replace: '',
      },
    ],
  },
  {
    id: 'everything-marked',
    breaks: 'every draft is held back',
    patches: [
      {
        file: 'src/guard/check-text.ts',
        find: '  checkConduct(text, context, raise)\n',
        replace:
          "  checkConduct(text, context, raise)\n  raise('restricted', { start: 0, end: text.length }, 'restricted')\n",
      },
    ],
  },
  {
    id: 'hidden-text-not-compared',
    breaks: 'drafts are no longer compared with what customers may not hear',
    patches: [
      {
        file: 'src/guard/check-specifics.ts',
        find: '    if (hidden !== undefined) {',
        replace: '    if (hidden !== undefined && sentence.start < 0) {',
      },
    ],
  },
  {
    id: 'secrets-named',
    breaks: 'a true secret gets a finding that a wrong guess does not get',
    patches: [
      {
        file: 'src/guard/check-specifics.ts',
        find: '        found.matches.push(match)\n        if (spans.length === 0',
        replace:
          '        found.matches.push(match)\n        spans.splice(0, spans.length)\n        if (spans.length === 0',
      },
    ],
  },
  {
    id: 'links-unchecked',
    breaks: 'every link counts as official',
    patches: [
      {
        file: 'src/guard/official-link.ts',
        find: '  const { url } = link\n',
        replace: '  const { url } = link\n  if (url !== null) return true\n',
      },
    ],
  },
  {
    id: 'personal-data-unseen',
    breaks: 'personal data is not recognised',
    patches: [
      {
        file: 'src/guard/personal-data.ts',
        find: '  if (!MAY_HOLD_DATA.test(text)) return []',
        replace: '  if (text.length >= 0) return []',
      },
    ],
  },
  {
    id: 'conduct-unchecked',
    breaks: 'rude, blaming and pushing words pass',
    patches: [
      {
        file: 'src/guard/check-text.ts',
        find: '  checkConduct(text, context, raise)\n',
        replace: '',
      },
    ],
  },
  {
    id: 'completeness-unchecked',
    breaks: 'a draft that drops a condition passes',
    patches: [
      {
        file: 'src/guard/check-text.ts',
        find: 'of findMissingConditions(text, context.passages)) {',
        replace: 'of findMissingConditions(text, [])) {',
      },
    ],
  },
  {
    id: 'gate-open',
    breaks: 'the gate over suggestions lets through whatever was composed',
    patches: [
      {
        file: 'src/guard/guard-draft.ts',
        find: '    const reason = reasonToDrop(sentence, evidence)\n',
        replace: '    const reason = reasonToDrop(sentence, evidence) === null ? null : null\n',
      },
    ],
  },
]
