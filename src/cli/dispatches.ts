import type { Command } from 'commander'
import { AppError } from '../errors.ts'
import {
  DISPATCH_STATES,
  type DispatchRow,
  type DispatchState,
  listDispatches,
} from '../tickets/dispatch/index.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & { state: string; json?: boolean }

/** The latest; the API has all of them page by page. */
const LISTED = 500

/** `sidecue dispatches`: what left for departments, and what could not; without a word of any ticket. */
export function addDispatchesCommand(program: Command): void {
  withKnowledge(program.command('dispatches'))
    .description('what could not be sent to a department; leads have it sent again in the API')
    .option('--state <state>', DISPATCH_STATES.join(', '), 'dead')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const state = readState(options.state)
      await withOpenKnowledge(
        options,
        async ({ db }) => {
          const filter = { state, ticket: null, after: null, limit: LISTED }
          const rows = await db.read('app', (sql) => listDispatches(sql, filter))
          if (options.json) printJson(rows)
          else {
            for (const row of rows) printLine(describe(row))
            printLine(`${rows.length} ${state}`)
          }
          if (state === 'dead' && rows.length > 0) process.exitCode = EXIT.findings
        },
        { indexIfEmpty: false },
      )
    })
}

function readState(value: string): DispatchState {
  const state = DISPATCH_STATES.find((name) => name === value)
  if (state !== undefined) return state
  throw new AppError('BAD_INPUT', `--state: found '${value}'`, {
    hint: `Allowed: ${DISPATCH_STATES.join(', ')}.`,
  })
}

function describe({ id, ticket, event, endpoint, tries, fault, triedAt }: DispatchRow): string {
  const last = triedAt ? `, last at ${triedAt.toISOString()}` : ''
  const why = fault === null ? '' : `: ${fault}`
  return `${id}  ${event} of ${ticket} to ${endpoint}${why} (${tries} tries${last})`
}
