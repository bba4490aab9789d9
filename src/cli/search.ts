import type { Command } from 'commander'
import { loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { applyRankSignal } from '../insights/learn/index.ts'
import { type Passage, retrieve, withOfficialTerms } from '../retrieval/index.ts'
import { detectLanguage } from '../text/language.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'

const READERS = ['customer', 'agent', 'lead'] as const
type Options = KnowledgeOptions & { top: string; as: string; json?: boolean }

/** `sidecue search`: ranked passages, with scores and why. */
export function addSearchCommand(program: Command): void {
  withKnowledge(program.command('search'))
    .description('ranked passages for a query, with scores and why')
    .argument('<query...>', 'what to look for')
    .option('--top <n>', 'how many passages', '10')
    .option('--as <reader>', `whose eyes: ${READERS.join(', ')}`, 'agent')
    .option('--json', 'print the result as JSON')
    .action(async (words: string[], options: Options) => {
      const role = READERS.find((reader) => reader === options.as)
      if (!role)
        throw new AppError('BAD_INPUT', `--as: found '${options.as}'`, {
          hint: `Allowed: ${READERS.join(', ')}.`,
        })
      const top = Number(options.top)
      if (!Number.isInteger(top) || top < 1 || top > 100)
        throw new AppError('BAD_INPUT', `--top: found '${options.top}'`, {
          hint: 'Allowed: a whole number from 1 to 100.',
        })
      const text = words.join(' ')
      await withOpenKnowledge(options, async ({ db, config }) => {
        const { desk } = await loadDesk(config.knowledgeDir)
        await applyRankSignal(db, desk)
        const asked = { text, context: [], lang: detectLanguage(text) }
        const query = withOfficialTerms(asked, desk.glossary)
        const found = await retrieve(db, role, query, { top })
        if (options.json) return printJson(found)
        if (found.passages.length === 0) {
          printLine('Nothing found.')
          process.exitCode = EXIT.findings
        } else printLine(`confidence ${found.confidence.toFixed(2)}`)
        for (const passage of found.passages) printLine(describePassage(passage))
      })
    })
}

function describePassage(passage: Passage): string {
  const { learned } = passage.why
  const moved =
    learned === undefined
      ? ''
      : `  feedback ${learned > 0 ? '+' : ''}${(learned * 100).toFixed(2)} %`
  const lanes = Object.entries(passage.why.lanes).map(([lane, rank]) => `${lane} ${rank}`)
  return [
    `${passage.rank}. ${passage.articleId}  ${passage.headings.join(' › ')}  [${passage.audience}, ${passage.lang}]`,
    `   score ${passage.score.toFixed(3)}  lanes: ${lanes.join(', ')}${moved}  terms: ${passage.why.terms.join(' ')}`,
    `   ${passage.text.replaceAll(/\s+/g, ' ').slice(0, 160)}`,
  ].join('\n')
}
