import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Command } from 'commander'
import { jsonSchemas, schemaText } from '../editing/lint/json-schemas.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = { out: string; check?: boolean; json?: boolean }

/** `sidecue schemas`: JSON Schemas with which editors complete and check front matter and desk files. */
export function addSchemasCommand(program: Command): void {
  program
    .command('schemas')
    .description('write JSON Schemas of front matter and desk files, for completion in editors')
    .option('--out <dir>', 'where they are written', 'knowledge/schemas')
    .option('--check', 'write nothing; exit status 1 where one is missing or out of date')
    .option('--json', 'print the schemas instead of writing them')
    .action(async ({ out, check, json }: Options) => {
      const schemas = jsonSchemas()
      if (json) {
        printJson(Object.fromEntries(schemas))
        return
      }
      if (!check) await mkdir(out, { recursive: true })
      for (const [name, schema] of schemas) {
        const file = join(out, name)
        const isSame = isSchema(await readIfThere(file), schema)
        if (!isSame && !check) await writeFile(file, schemaText(schema))
        if (!isSame && check) process.exitCode = EXIT.findings
        printLine(`${file}\t${isSame ? 'up to date' : check ? 'out of date' : 'written'}`)
      }
    })
}

/** However it is laid out. */
function isSchema(text: string | null, schema: object): boolean {
  return text !== null && isDeepStrictEqual(JSON.parse(text), JSON.parse(schemaText(schema)))
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
