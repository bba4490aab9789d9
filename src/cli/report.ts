import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { CHANNELS } from '../conversations/types.ts'
import { type Desk, loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { formatFigure, formatNote } from '../insights/reports/format-figure.ts'
import { FIGURES, makeReport, type Report } from '../insights/reports/index.ts'
import { namesOf, reportHtml } from '../insights/reports/report-html.ts'
import { REPORT_TEXTS } from '../insights/reports/texts.ts'
import { LANGS, type Lang } from '../text/types.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { printFlaws, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & {
  from: string
  to?: string
  channel?: string
  lang?: string
  in?: string
  json?: boolean
  html?: string
}

/** `sidecue report`: the desk's figures for a period, as text, JSON or a page with plots. */
export function addReportCommand(program: Command): void {
  withKnowledge(program.command('report'))
    .description('the figures of a period: what the data give, and why where they do not')
    .requiredOption('--from <day>', 'the first day, such as 2026-11-01, in the desk’s time zone')
    .option('--to <day>', 'the last day, itself included (default: the first)')
    .option('--channel <channel>', `only ${CHANNELS.join(', ')}`)
    .option('--lang <lang>', `only conversations in ${LANGS.join(', ')}`)
    .option('--in <lang>', 'the language of the report (default: the first of the desk)')
    .option('--json', 'print JSON')
    .option('--html <file>', 'write a page with plots that needs nothing but itself')
    .action(async (options: Options) => {
      const channel = oneOf('--channel', options.channel, CHANNELS)
      const lang = oneOf('--lang', options.lang, LANGS)
      const wanted = oneOf('--in', options.in, LANGS)
      await withOpenKnowledge(
        options,
        async ({ db, config }) => {
          const { desk, flaws } = await loadDesk(config.knowledgeDir)
          printFlaws(flaws)
          const { from, to = from } = options
          const filter = { from, to, channel, lang }
          const report = await makeReport(db, desk, filter, systemClock.now())
          const language = wanted ?? desk.languages[0] ?? 'en'
          if (options.html !== undefined) {
            await writeFile(options.html, reportHtml(report, desk, language))
            printLine(options.html)
          } else if (options.json) printJson(report)
          else printReport(report, desk, language)
        },
        { indexIfEmpty: false },
      )
    })
}

function printReport(report: Report, desk: Desk, lang: Lang): void {
  const texts = REPORT_TEXTS[lang]
  printLine(texts.period(report.from, report.to, report.timeZone))
  for (const [id] of FIGURES) {
    const figure = report.total[id]
    const note = formatNote(id, figure, texts)
    const from = figure.value === null ? '' : ` (n = ${figure.n})`
    const value = formatFigure(id, figure, texts)
    printLine(`${texts.figures[id]}\t${value}${from}${note === '' ? '' : `\t${note}`}`)
  }
  for (const [title, types, labels] of [
    [texts.types, report.types, desk.taxonomy.types],
    [texts.modules, report.modules, desk.taxonomy.modules],
  ] as const) {
    if (types.length === 0) continue
    const names = namesOf(labels, lang, texts)
    const named = types.map(({ id, count }) => `${names.get(id) ?? id} ${count}`)
    printLine(`${title}\t${named.join(' · ')}`)
  }
}

function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly T[],
): T | null {
  if (value === undefined) return null
  const found = allowed.find((one) => one === value)
  if (found !== undefined) return found
  throw new AppError('BAD_INPUT', `${option}: found '${value}'.`, {
    hint: `Allowed: ${allowed.join(', ')}.`,
  })
}
