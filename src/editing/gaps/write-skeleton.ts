import { draftHead, REPLY_HEADING } from '../../insights/article-drafts/index.ts'
import type { Lang } from '../../text/types.ts'
import type { AskedInVain } from './types.ts'

const PROMPTS: Record<Lang, { conditions: string; steps: string; limits: string; write: string }> =
  {
    'zh-Hans': {
      conditions: '适用条件',
      steps: '办理步骤',
      limits: '时限与费用',
      write: '（待填写）',
    },
    'zh-Hant': {
      conditions: '適用條件',
      steps: '辦理步驟',
      limits: '時限與費用',
      write: '（待填寫）',
    },
    en: {
      conditions: 'When this applies',
      steps: 'Steps',
      limits: 'Deadlines and fees',
      write: '(to be written)',
    },
  }

/**
 * The beginning of an article for questions that none answers: its head with the ways of asking, and the headings that a
 * complete answer has. It has no audience, so that it is served to nobody.
 */
export function writeSkeleton(
  middle: Pick<AskedInVain, 'question' | 'lang' | 'module'>,
  asks: readonly string[],
): { file: string; markdown: string } {
  const { question, lang, module } = middle
  const { id, frontMatter } = draftHead({ question, lang, module, asks })
  const { conditions, steps, limits, write } = PROMPTS[lang]
  const sections = [REPLY_HEADING[lang], conditions, steps, limits]
  const body = sections.map((heading) => `## ${heading}\n\n${write}\n`).join('\n')
  return { file: `${id}.md`, markdown: `${frontMatter}\n${body}` }
}
