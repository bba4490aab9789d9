import { spawn } from 'node:child_process'
import { AppError } from '../../errors.ts'

/** Nothing is asked on a terminal, nothing is translated, nothing is written besides what is asked for. */
const ENVIRONMENT = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' }

export type GitResult = { status: number; stdout: Buffer; stderr: string }

/**
 * Runs `git` in a folder, names and values as they are: no shell reads them. Throws `BAD_INPUT` where there is no git;
 * what git itself refuses comes back as its status.
 */
export function runGit(
  folder: string,
  args: readonly string[],
  input?: string,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--literal-pathspecs', '-c', 'core.quotePath=false', ...args], {
      cwd: folder,
      env: { ...process.env, ...ENVIRONMENT },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', (cause: NodeJS.ErrnoException) => reject(cannotStart(cause, folder)))
    child.on('close', (status) =>
      resolve({
        status: status ?? -1,
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString('utf8').trim(),
      }),
    )
    // It may have ended before it read all.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
  })
}

/** The same for what has to succeed. Throws `BAD_INPUT` with what git said. */
export async function git(
  folder: string,
  args: readonly string[],
  input?: string,
): Promise<Buffer> {
  const { status, stdout, stderr } = await runGit(folder, args, input)
  if (status === 0) return stdout
  throw refused(folder, args, stderr)
}

function cannotStart(cause: NodeJS.ErrnoException, folder: string): AppError {
  return cause.code === 'ENOENT'
    ? new AppError('BAD_INPUT', 'git cannot be run: there is no such program, or no such folder.', {
        hint: `Install git (Debian: apt-get install git), and look whether '${folder}' is there.`,
        cause,
      })
    : new AppError('BAD_INPUT', `git cannot be run: ${cause.message}.`, { cause })
}

function refused(folder: string, args: readonly string[], said: string): AppError {
  if (/not a git repository/i.test(said)) {
    return new AppError('BAD_INPUT', `'${folder}' is in no git repository.`, {
      hint: 'Two versions are compared as git has them: keep the knowledge folder in a repository (git init), or name it with --knowledge DIR.',
    })
  }
  if (/dubious ownership/i.test(said)) {
    return new AppError('BAD_INPUT', `git does not trust the repository of '${folder}'.`, {
      hint: `It belongs to another user. Trust it with: git config --global --add safe.directory '${folder}'`,
    })
  }
  const what = args.find((arg) => !arg.startsWith('-')) ?? 'git'
  return new AppError('BAD_INPUT', `git ${what} failed: ${said || 'without a word'}`, {
    hint: `In '${folder}'. A clone that was cut short or a missing object is mended by: git fetch`,
  })
}
