import type { Mutant } from './types.ts'

const FINISH = 'src/copilot/finish-suggestion.ts'
const TOLD_TEXT = 'text: joinSentences(draft.sentences),'
const TOLD_SENTENCES = 'sentences: draft.sentences.map(({ lead: _, ...sentence }) => sentence),'

/** What is found, answered and refused. */
export const ANSWERS: readonly Mutant[] = [
  {
    id: 'ranks-shuffled',
    breaks: 'passages come in an order that has nothing to do with the question',
    patches: [
      {
        file: 'src/retrieval/rank-candidates.ts',
        find: 'b.score - a.score ||\n        compare(a.articleId, b.articleId)',
        replace: '(a.chunk % 7) - (b.chunk % 7) ||\n        compare(a.articleId, b.articleId)',
      },
    ],
  },
  {
    id: 'asks-forgotten',
    breaks: 'how customers ask for an article counts for nothing',
    patches: [
      {
        file: 'src/retrieval/rank-candidates.ts',
        find: 'const closeness = asked.get(candidate) ?? 0',
        replace: 'const closeness = 0',
      },
      {
        file: 'src/copilot/asked-for.ts',
        find: 'return asks.some(',
        replace: 'return [].some(',
      },
    ],
  },
  {
    id: 'number-invented',
    breaks: 'one figure of an answer is another than the article has',
    patches: [
      {
        file: FINISH,
        find: TOLD_SENTENCES,
        replace:
          'sentences: draft.sentences.map(({ lead: _, ...sentence }) => ({ ...sentence, text: sentence.text.replace(/\\d+(?= ?(?:元|天|小时|小時|days?|hours?|yuan))/u, (figure) => String(Number(figure) + 13)) })),',
      },
    ],
  },
  {
    id: 'citations-blanked',
    breaks: 'sentences come without their citations',
    patches: [
      {
        file: FINISH,
        find: TOLD_SENTENCES,
        replace:
          'sentences: draft.sentences.map(({ lead: _, ...sentence }) => ({ ...sentence, citations: [] })),',
      },
    ],
  },
  {
    id: 'citations-shifted',
    breaks: 'citations point a few characters beside what they quote',
    patches: [
      {
        file: 'src/compose/cite.ts',
        find: 'start: from - chunk.start + chunk.partStart,',
        replace: 'start: from - chunk.start + chunk.partStart + 3,',
      },
    ],
  },
  {
    id: 'sentences-cut',
    breaks: 'the last third of an answer is dropped, with the conditions that stand there',
    patches: [
      {
        file: 'src/compose/compose-answer.ts',
        find: 'return chosen.flatMap((block) => sayBlock(block, view, context))',
        replace:
          'const all = chosen.flatMap((block) => sayBlock(block, view, context))\n  return all.slice(0, Math.max(1, Math.ceil((all.length * 2) / 3)))',
      },
    ],
  },
  {
    id: 'text-and-sentences-differ',
    breaks: 'the text an agent sends says more than the sentences that are cited',
    patches: [
      {
        file: FINISH,
        find: TOLD_TEXT,
        replace: "text: joinSentences(draft.sentences) + '我们保证 100% 退款。',",
      },
    ],
  },
  {
    id: 'answers-everything',
    breaks: 'the best passage is told however badly it fits',
    patches: [
      {
        file: 'src/copilot/answers-from.ts',
        find: 'return answerThreshold(lang)',
        replace: 'return answerThreshold(lang) * 0',
      },
    ],
  },
  {
    id: 'answers-nothing',
    breaks: 'no passage is ever sure enough',
    patches: [
      {
        file: 'src/copilot/answers-from.ts',
        find: 'return answerThreshold(lang)',
        replace: 'return answerThreshold(lang) + 1',
      },
    ],
  },
  {
    id: 'refusal-removed',
    breaks: 'where nothing is known, nothing is said',
    patches: [
      {
        file: 'src/compose/no-answer.ts',
        find: "return { outcome: 'no-answer', sentences: [phraseSentence(phrase)], missing: [] }",
        replace: "return { outcome: 'nothing', sentences: [], missing: [] }",
      },
    ],
  },
  {
    id: 'refusal-tells',
    breaks: 'a refusal repeats what was asked for',
    patches: [
      {
        file: FINISH,
        find: TOLD_TEXT,
        replace:
          "text: joinSentences(draft.sentences) + (draft.outcome === 'no-answer' ? situation.burst.map(({ text }) => text).join() : ''),",
      },
    ],
  },
  {
    id: 'refusal-graded',
    breaks: 'a refusal has a confidence, which tells a hidden thing from an unknown one',
    patches: [
      {
        file: 'src/copilot/answer-needs.ts',
        find: 'const draft = answer === null ? composeNothingFound(situation)',
        replace:
          'const draft = answer === null ? { ...composeNothingFound(situation), confidence: whole.confidence }',
      },
      {
        file: FINISH,
        find: '...(isTold && draft.confidence',
        replace: '...(draft.confidence',
      },
    ],
  },
  {
    id: 'phrases-in-one-language',
    breaks: 'set phrases are Simplified Chinese, whatever the customer speaks',
    patches: [
      {
        file: 'src/compose/set-phrase.ts',
        find: 'const own = desk.phrases[stage]?.[lang] ?? []',
        replace: "const own = desk.phrases[stage]?.['zh-Hans'] ?? []",
      },
    ],
  },
  {
    id: 'script-not-converted',
    breaks: 'whoever writes Traditional Chinese is answered in Simplified, and the reverse',
    patches: [
      {
        file: 'src/compose/convert-script.ts',
        find: "if (from === 'zh-Hans' && to === 'zh-Hant') return toTraditional(text)\n  if (from === 'zh-Hant' && to === 'zh-Hans') return toSimplified(text)\n",
        replace: '',
      },
    ],
  },
  {
    id: 'traditional-not-folded',
    breaks: 'Traditional and Simplified characters are different characters to the search',
    patches: [
      {
        file: 'src/text/fold.ts',
        find: "(c > '\\u2e7f' ? toSimplified(c) : c)",
        replace: 'c',
      },
    ],
  },
  {
    id: 'earlier-turns-ignored',
    breaks: 'only the last message counts, not what it follows',
    patches: [
      {
        file: 'src/copilot/read-situation.ts',
        find: '  const turns = all.slice(0, last + 1)\n  const burst = lastBurst(turns)',
        replace: '  const turns = all.slice(last, last + 1)\n  const burst = lastBurst(turns)',
      },
    ],
  },
  {
    id: 'spelling-not-corrected',
    breaks: 'slips of the keyboard find nothing any more',
    patches: [
      {
        file: 'src/retrieval/retrieve.ts',
        find: 'const { terms, statistics } = await correctSpelling(\n      sql,\n      audiences,\n      asked,\n      leftOut ? withoutLeftOut(counted, leftOut) : counted,\n    )',
        replace: 'const { terms, statistics } = { terms: asked, statistics: counted }',
      },
    ],
  },
]
