import type { Command } from 'commander'
import { type AuditFault, type AuditHead, verifyAudit } from '../copilot/verify-audit.ts'
import { AppError } from '../errors.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = KnowledgeOptions & { head?: string; json?: boolean }

/** `sidecue audit verify`: is the record of what was told whole, and was all of it to be told then. */
export function addAuditCommand(program: Command): void {
  const audit = program.command('audit').description('the record of what was told')
  withKnowledge(audit.command('verify'))
    .description('walk the chain of entries and replay each one')
    .option('--head <seq:hash>', 'a last entry that was printed before: it must still be there')
    .option('--json', 'print the report as JSON')
    .action(async (options: Options) => {
      const expected = readHead(options.head)
      await withOpenKnowledge(
        options,
        async ({ db }) => {
          const report = await verifyAudit(db, expected)
          if (options.json) printJson(report)
          else {
            for (const fault of report.faults) printLine(describeFault(fault))
            printLine(`${report.entries} entries, ${report.faults.length} faults`)
            if (report.head) printLine(`last entry ${report.head.seq}:${report.head.hash}`)
          }
          if (report.faults.length > 0) process.exitCode = EXIT.findings
        },
        { indexIfEmpty: false },
      )
    })
}

function readHead(value: string | undefined): AuditHead | undefined {
  if (value === undefined) return undefined
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/u.exec(value) ?? []
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash }
  throw new AppError('BAD_INPUT', `--head: found '${value}'`, {
    hint: 'Allowed: a number and a hash as verify prints them, such as 120:9f86d0….',
  })
}

const FAULTS: Record<AuditFault['fault'], string> = {
  changed: 'does not follow from the entry before it: it, or that one, was changed',
  missing: 'is missing',
  'head-missing': 'is not in the chain any more: its end was cut off or written anew',
  unreadable: 'cannot be read',
  'told-too-early': 'cites text before its release',
  'told-too-late': 'cites text that had expired',
  'wrong-audience': 'cites text that is not for its reader',
  'not-allowed': 'says that somebody did what they may not',
  'set-back': 'was written at an earlier time than an entry before it: the clock was set back',
  'not-there': 'cites text that was not there any more when it was told',
}

function describeFault({ seq, fault, chunk }: AuditFault): string {
  return `entry ${seq} ${FAULTS[fault]}${chunk === undefined ? '' : ` (${chunk})`}`
}
