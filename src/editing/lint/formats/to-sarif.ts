import { RULES } from '../rules.ts'
import type { Finding } from '../types.ts'
import { RULES_PAGE } from './to-vfiles.ts'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

/** Findings in SARIF 2.1.0, as code scanning and many editors read it. */
export function toSarif(findings: readonly Finding[], version: string): object {
  const used = new Set(findings.map(({ rule }) => rule))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sidecue',
            version,
            rules: RULES.filter(({ id }) => used.has(id)).map(
              ({ id, finds, advice, severity }) => ({
                id,
                shortDescription: { text: finds },
                help: { text: `${advice} See ${RULES_PAGE}.` },
                defaultConfiguration: { level: LEVELS[severity] },
              }),
            ),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(toResult),
      },
    ],
  }
}

function toResult({ rule, severity, message, related = [], ...place }: Finding): object {
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: locationOf(place) }],
    relatedLocations: related.map((one, id) => ({ id, physicalLocation: locationOf(one) })),
  }
}

type Place = { file: string; line: number; column: number; endLine?: number; endColumn?: number }

function locationOf({ file, line, column, endLine, endColumn }: Place): object {
  const end = endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }
  return {
    artifactLocation: { uri: encodeURI(file) },
    region: { startLine: line, startColumn: column, ...end },
  }
}
