import type { Mutant } from './types.ts'

/** Warnings, classes, stages and tickets. */
export const TRIAGE: readonly Mutant[] = [
  {
    id: 'warnings-dropped',
    breaks: 'nothing a customer announces raises an early warning',
    patches: [
      {
        file: 'src/triage/detect-warnings.ts',
        find: '  return [...found.values()].sort(',
        replace: '  found.clear()\n  return [...found.values()].sort(',
      },
    ],
  },
  {
    id: 'warnings-by-word',
    breaks: 'a word alone raises a warning: a novel about a reporter does',
    patches: [
      {
        file: 'src/triage/detect-warnings.ts',
        find: "  if (FICTION.test(text) && !/再不|不然|否则|你们|\\bunless\\b|\\byou(?:r|'ll)?\\b/.test(text))\n    return true\n  return HOW_TO.test(text) && !isDeclared && !evenInQuestion",
        replace: '  return text === String(isDeclared) + evenInQuestion',
      },
    ],
  },
  {
    id: 'danger-unheard',
    breaks: 'threats to life raise no warning; all others still do',
    patches: [
      {
        file: 'src/triage/detect-warnings.ts',
        find: '      if (!found.has(warning.group)) found.set(warning.group, warning)',
        replace:
          '      if (!found.has(warning.group) && !CARE.test(warning.group)) found.set(warning.group, warning)',
      },
    ],
  },
  {
    id: 'labels-swapped',
    breaks: 'complaints are called consultations and the reverse',
    patches: [
      {
        file: 'src/triage/classifier/triage-transcript.ts',
        find: '  return {\n    type,\n    module,',
        replace:
          "  const swapped: Record<string, string> = { complaint: 'consultation', consultation: 'complaint' }\n  return {\n    type: type && { ...type, value: swapped[type.value] ?? type.value },\n    module,",
      },
    ],
  },
  {
    id: 'modules-swapped',
    breaks: 'what is about membership is filed under recharge and the reverse',
    patches: [
      {
        file: 'src/triage/classifier/triage-transcript.ts',
        find: '  return {\n    type,\n    module,',
        replace:
          "  const swapped: Record<string, string> = { membership: 'recharge', recharge: 'membership' }\n  return {\n    type,\n    module: module && { ...module, value: swapped[module.value] ?? module.value },",
      },
    ],
  },
  {
    id: 'stages-stuck',
    breaks: 'a conversation never gets beyond listening',
    patches: [
      {
        file: 'src/conversations/stages.ts',
        find: "  return work === 'confirming' || work === 'solving' ? work : stage",
        replace: '  return work === undefined ? stage : stage',
      },
    ],
  },
  {
    id: 'summary-unmasked',
    breaks: 'personal data stands in the ticket as it was said',
    patches: [
      {
        file: 'src/tickets/draft/mask.ts',
        find: 'export function maskValue(value: string): string {\n',
        replace:
          'export function maskValue(value: string): string {\n  if (value.length >= 0) return value\n',
      },
    ],
  },
  {
    id: 'summary-invents',
    breaks: 'the summary promises something nobody said',
    patches: [
      {
        file: 'src/tickets/draft/draft-ticket.ts',
        find: 'return { kind, text: maskText(sentence.text, known), evidence: [sentence.seq], due }',
        replace:
          "const words = maskText(sentence.text, known) + (kind === 'promise' ? ' 24小时内答复' : '')\n  return { kind, text: words, evidence: [sentence.seq], due }",
      },
    ],
  },
  {
    id: 'summary-unproven',
    breaks: 'sentences of the summary name no turn',
    patches: [
      {
        file: 'src/tickets/draft/draft-ticket.ts',
        find: 'text: maskText(sentence.text, known), evidence: [sentence.seq], due }',
        replace: 'text: maskText(sentence.text, known), evidence: [], due }',
      },
    ],
  },
  {
    id: 'summary-of-the-first-words',
    breaks: 'the summary is what was said first',
    patches: [
      {
        file: 'src/tickets/draft/draft-ticket.ts',
        find: 'const summary = chooseSentences(sentences, answerSeqs).map((chosen) =>',
        replace:
          'const summary = chooseSentences(sentences.slice(0, 2), answerSeqs).map((chosen) =>',
      },
    ],
  },
]
