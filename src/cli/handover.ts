import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import {
  checkShift,
  draftItems,
  type Handover,
  type HandoverItem,
  printHandover,
  readHandover,
  readItems,
  readVersions,
} from '../insights/handover/index.ts'
import { LANGS } from '../text/types.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { printFlaws, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & {
  id?: string
  from?: string
  until?: string
  shift: string
  in?: string
  json?: boolean
}

const SHIFT_HOURS = 8

/** `sidecue handover`: what the next shift has to know, or a handover that was written. */
export function addHandoverCommand(program: Command): void {
  withKnowledge(program.command('handover'))
    .description('what the next shift has to know: drawn up anew, or one that was written')
    .option('--id <id>', 'a handover that was written; otherwise one is drawn up and not kept')
    .option(
      '--from <instant>',
      `when the shift began (default: ${SHIFT_HOURS} hours before its end)`,
    )
    .option('--until <instant>', 'when it ends (default: now)')
    .option('--shift <name>', 'what it is called', '—')
    .option(
      '--in <lang>',
      `language of the print: ${LANGS.join(', ')} (default: the first of the desk)`,
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const wanted = LANGS.find((lang) => lang === options.in)
      if (options.in !== undefined && !wanted)
        throw new AppError('BAD_INPUT', `--in: found '${options.in}'.`, {
          hint: `Allowed: ${LANGS.join(', ')}.`,
        })
      const now = systemClock.now()
      const until = readInstant('--until', options.until) ?? now
      const from =
        readInstant('--from', options.from) ?? new Date(until.getTime() - SHIFT_HOURS * 3_600_000)
      checkShift(from, until)
      await withOpenKnowledge(
        options,
        async ({ db, config }) => {
          const { desk, flaws } = await loadDesk(config.knowledgeDir)
          printFlaws(flaws)
          const lang = wanted ?? desk.languages[0] ?? 'en'
          const { handover, items, versions } = await db.read('app', async (sql) =>
            options.id === undefined
              ? {
                  handover: unkept({ from, until, shift: options.shift, lang, now }),
                  items: (await draftItems(sql, desk, { from, until })).map(asItem),
                  versions: [],
                }
              : {
                  handover: await readHandover(sql, options.id),
                  items: await readItems(sql, options.id),
                  versions: await readVersions(sql, options.id),
                },
          )
          if (options.json) printJson({ ...handover, items, versions })
          else printLine(printHandover(handover, items, desk, lang).trimEnd())
        },
        { indexIfEmpty: false },
      )
    })
}

function unkept(
  about: Pick<Handover, 'from' | 'until' | 'shift' | 'lang'> & { now: Date },
): Handover {
  const { now, ...rest } = about
  return {
    ...{ id: '', state: 'draft', version: 0, createdBy: '', createdAt: now, changedAt: now },
    ...{ draftedAt: now, outgoing: null, incoming: null },
    ...rest,
  }
}

function asItem(
  drafted: Awaited<ReturnType<typeof draftItems>>[number],
  index: number,
): HandoverItem {
  return { ...drafted, id: String(index + 1), note: null, isLeftOut: false, madeBy: null }
}

function readInstant(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null
  const instant = new Date(text)
  if (/(?:Z|[+-]\d\d:\d\d)$/u.test(text) && !Number.isNaN(instant.getTime())) return instant
  throw new AppError('BAD_INPUT', `${option}: found '${text}'.`, {
    hint: 'Write an instant with offset, such as 2026-11-22T08:00:00+08:00.',
  })
}
