import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addAsksCommand } from './asks.ts'
import { addAuditCommand } from './audit.ts'
import { addCheckCommand } from './check.ts'
import { addClassifyCommand } from './classify.ts'
import { addDiffCommand } from './diff.ts'
import { addDispatchesCommand } from './dispatches.ts'
import { addDraftArticlesCommand } from './draft-articles.ts'
import { addEvalCommand } from './eval.ts'
import { addForgetCommand } from './forget.ts'
import { addGapsCommand } from './gaps.ts'
import { addHandoverCommand } from './handover.ts'
import { addHistoryCommand } from './history.ts'
import { addImportCommand } from './import.ts'
import { addIndexCommand } from './index-command.ts'
import { addLearningCommand } from './learning.ts'
import { addLintCommand } from './lint.ts'
import { addMutantsCommand } from './mutants.ts'
import { EXIT } from './output.ts'
import { addReportCommand } from './report.ts'
import { addSchemasCommand } from './schemas.ts'
import { addSearchCommand } from './search.ts'
import { addServeCommand } from './serve.ts'
import { addSuggestCommand } from './suggest.ts'
import { addSummarizeCommand } from './summarize.ts'

const { version, description } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string; description: string }

/** The `sidecue` program: one file per command, the same options and exit statuses everywhere. */
export function createProgram(): Command {
  const program = new Command('sidecue')
    .description(description)
    .version(version, '-v, --version')
    .showHelpAfterError('(sidecue <command> --help shows what a command takes)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.good : EXIT.badInput))
    .addHelpText(
      'after',
      `
Exit status: 0 good, 1 findings or a failed gate, 2 wrong use or bad input.
Settings: DATABASE_URL for a PostgreSQL server (otherwise the embedded database), SIDECUE_KEYS and
others are described in README.md.`,
    )
  addServeCommand(program)
  addIndexCommand(program)
  addSearchCommand(program)
  addSuggestCommand(program)
  addCheckCommand(program)
  addClassifyCommand(program)
  addSummarizeCommand(program)
  addEvalCommand(program)
  addMutantsCommand(program)
  addLintCommand(program)
  addSchemasCommand(program)
  addAuditCommand(program)
  addDiffCommand(program)
  addDispatchesCommand(program)
  addForgetCommand(program)
  addHistoryCommand(program)
  addAsksCommand(program)
  addLearningCommand(program)
  addReportCommand(program)
  addDraftArticlesCommand(program)
  addGapsCommand(program)
  addImportCommand(program)
  addHandoverCommand(program)
  return program
}
