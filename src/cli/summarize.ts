import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { loadDesk } from '../desk/index.ts'
import { type DraftedTicket, summarizeTranscript } from '../tickets/index.ts'
import { printFlaws, printJson, printLine } from './output.ts'
import { readTranscript } from './read-transcript.ts'

type Options = { knowledge?: string; json?: boolean }

/** `sidecue summarize`: a transcript in, the draft of its ticket out. */
export function addSummarizeCommand(program: Command): void {
  program
    .command('summarize')
    .description('a transcript in, the draft of its ticket out: fields, what is missing, a summary')
    .argument('<file>', 'transcript JSON, or - for standard input')
    .option('--knowledge <dir>', 'the knowledge folder (default: knowledge, or SIDECUE_KNOWLEDGE)')
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const transcript = await readTranscript(file)
      const config = readConfig({
        ...process.env,
        ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
      })
      const { desk, flaws } = await loadDesk(config.knowledgeDir)
      printFlaws(flaws)
      const ticket = summarizeTranscript(transcript, desk, new Date())
      if (options.json) printJson(ticket)
      else printTicket(ticket)
    })
}

const LABELS = ['type', 'module', 'department', 'urgency', 'priority', 'sentiment'] as const

function printTicket(ticket: DraftedTicket): void {
  for (const label of LABELS)
    printLine(`${label.padEnd(14)} ${ticket[label] ?? '- (could not be determined)'}`)
  for (const [field, value] of Object.entries(ticket.fields)) {
    const sureness = (ticket.confidence[field] ?? 0).toFixed(2)
    printLine(`${field.padEnd(14)} ${value} (${sureness})  ${turnsOf(ticket.evidence[field])}`)
  }
  for (const { kind, text, due, evidence } of ticket.sentences) {
    const until = due === null ? '' : ` [due ${due}]`
    printLine(`${kind.padEnd(14)} ${text}${until}  ${turnsOf(evidence)}`)
  }
  for (const { field, ask } of ticket.missing) printLine(`missing        ${field}: ${ask}`)
}

function turnsOf(evidence: readonly number[] = []): string {
  return `turns ${evidence.join(', ')}`
}
