import type { Command } from 'commander'
import { IMPORT_KINDS, importArticles } from '../editing/import/index.ts'
import { AppError } from '../errors.ts'
import { printFlaws, printJson, printLine } from './output.ts'
import { progressLine } from './progress.ts'

type Options = { from: string; encoding?: string; dryRun?: boolean; json?: boolean }

/** `sidecue import`: pages of another help centre as articles that an editor has to release. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('make articles of a help centre, an FAQ table or Word documents')
    .argument('<src>', 'a folder, or one file')
    .argument('<dest>', 'folder for the articles, such as knowledge/articles/imported')
    .requiredOption('--from <kind>', IMPORT_KINDS.join(', '))
    .option('--encoding <name>', 'where the files do not say: gb18030, big5 …')
    .option('--dry-run', 'write nothing, only say what would come of it')
    .option('--json', 'print JSON')
    .action(async (source: string, destination: string, options: Options) => {
      const from = IMPORT_KINDS.find((kind) => kind === options.from)
      if (from === undefined)
        throw new AppError('BAD_INPUT', `--from: found '${options.from}'.`, {
          hint: `Allowed: ${IMPORT_KINDS.join(', ')}.`,
        })
      const progress = progressLine()
      const { articles, flaws } = await importArticles({
        ...{ from, source, destination, encoding: options.encoding },
        isDry: options.dryRun ?? false,
        onProgress: (done, total) => progress.update({ phase: 'importing', done, total }),
      }).finally(() => progress.end())
      printFlaws(flaws)
      const made = articles.map(({ file, id, title, lang, images, from: page }) => ({
        ...{ file, id, title, lang, from: page, images: images.map(({ to }) => to) },
      }))
      if (options.json) return printJson({ articles: made, flaws, written: !options.dryRun })
      for (const { file, title } of made) printLine(`${file}\t${title}`)
      printLine(
        `${made.length} articles${options.dryRun ? ' would be' : ''} written, ${flaws.length} things to look at. They name no audience: nothing of them is served before an editor says so.`,
      )
    })
}
