import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { z } from 'zod'
import { readYaml } from '../../desk/index.ts'
import type { Flaw } from '../../errors.ts'
import { AppError } from '../../errors.ts'
import { disclosureId } from './disclosures.ts'
import type { Disclosure, SignedDisclosure } from './types.ts'

/** Where approvals are kept: in the repository, so that adding one is a reviewed change like any other. */
export const APPROVALS_FILE = 'approved-disclosures.yml'

const Approval = z.strictObject({
  /** Names the text: `sidecue diff` prints it. */
  id: z
    .string()
    .regex(/^d-[0-9a-f]{16}$/u, 'expected d- and 16 hexadecimal digits, as sidecue diff prints it'),
  /** Not to be told before this; left out: at once. */
  from: z.iso.datetime({ offset: true }).optional(),
  by: z.string().trim().min(1),
  on: z.iso.date(),
  /** The text itself, for whoever reads the file. */
  text: z.string().optional(),
  article: z.string().optional(),
})
export type Approval = z.infer<typeof Approval>

const Approvals = z.array(Approval)

/** Reads the approvals of a knowledge folder; none where there is no such file. Throws `BAD_INPUT` with line and column. */
export async function readApprovals(file: string): Promise<Approval[]> {
  if (!existsSync(file)) return []
  const source = await readFile(file, 'utf8')
  if (source.trim() === '' || /^(?:\s*#[^\n]*\n?)*\s*$/u.test(source)) return []
  const { value, flaws } = readYaml(source, Approvals, file)
  const [flaw] = flaws
  if (flaw) throw unreadable(flaw)
  const approvals = value ?? []
  for (const { id, text } of approvals) {
    if (text !== undefined && disclosureId(text) !== id) throw notItsText(file, id)
  }
  return approvals
}

function unreadable({ file, line, column, message, found, allowed }: Flaw): AppError {
  const was = found === undefined ? '' : ` Found: ${found}.`
  return new AppError('BAD_INPUT', `${message}${was}`, {
    place: { file, line, column },
    hint: allowed === undefined ? 'Correct the file.' : `Allowed: ${allowed}.`,
  })
}

function notItsText(file: string, id: string): AppError {
  return new AppError(
    'BAD_INPUT',
    `The approval ${id} is of another text than the one beside it.`,
    {
      place: { file },
      hint: 'Leave the text as sidecue diff --approve wrote it, or approve the new text.',
    },
  )
}

/** Says of each disclosure who approved it: that text, to be told then or earlier. */
export function signDisclosures(
  disclosures: readonly Disclosure[],
  approvals: readonly Approval[],
): SignedDisclosure[] {
  return disclosures.map((disclosure) => {
    const approval = approvals.find((one) => covers(one, disclosure))
    return { ...disclosure, approvedBy: approval?.by ?? null }
  })
}

function covers(approval: Approval, { id, from }: Disclosure): boolean {
  if (approval.id !== id) return false
  if (approval.from === undefined) return true
  return from !== null && Date.parse(from) >= Date.parse(approval.from)
}

const HEADER = `# Text that customers may newly be told, each piece with who approved it: written by \`sidecue diff --approve NAME\`,
# asked for by \`sidecue diff --gate unsigned-disclosures\`. Let a release manager own this file (CODEOWNERS).
`

/** Adds an approval for each of these that has none. Returns how many were added. */
export async function approve(
  file: string,
  disclosures: readonly SignedDisclosure[],
  by: string,
  today: Date,
): Promise<number> {
  const known = await readApprovals(file)
  const open = disclosures.filter(({ approvedBy }) => approvedBy === null)
  if (open.length === 0) return 0
  const added = open.map(
    ({ id, from, article, text }): Approval => ({
      id,
      ...(from === null ? {} : { from }),
      by,
      on: today.toISOString().slice(0, 10),
      ...(article === null ? {} : { article }),
      text,
    }),
  )
  const before = existsSync(file) ? await readFile(file, 'utf8') : HEADER
  const body = stringify(added, { lineWidth: 0 })
  await writeFile(file, known.length === 0 ? `${HEADER}${body}` : `${before.trimEnd()}\n${body}`)
  return added.length
}
