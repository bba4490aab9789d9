import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Job, Verdict } from './job.ts'
import type { Mutant } from './types.ts'

const HOOK = new URL('./hook.ts', import.meta.url).href
const CHILD = fileURLToPath(new URL('./try-mutant.ts', import.meta.url))

/** What a process says that broke in a way no gate of ours means: the patch itself is wrong. */
const MISMADE = /is not defined|is not a function|Unexpected (?:token|identifier)|SyntaxError/

/** Runs a job in a process of its own, on a mutant or (null) on the program as it is. */
export async function runJob(
  mutant: Mutant | null,
  job: Job,
  { timeoutMs }: { timeoutMs: number },
): Promise<Verdict> {
  const { SIDECUE_MUTANT: _, ...rest } = process.env
  const env = {
    ...rest,
    SIDECUE_MUTANT_JOB: JSON.stringify(job),
    ...(mutant === null ? {} : { SIDECUE_MUTANT: JSON.stringify(mutant) }),
  }
  const child = fork(CHILD, {
    env,
    execArgv: ['--import', HOOK],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let errors = ''
  child.stderr?.on('data', (data: Buffer) => {
    errors = (errors + data.toString()).slice(-2_000)
  })
  const verdict = await new Promise<Verdict>((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      const found = `nothing after ${Math.round(timeoutMs / 1000)} s`
      const notice = { suite: 'all', by: 'does not end', found, cases: [] }
      resolve({ notices: [notice], ran: 0 })
    }, timeoutMs)
    child.once('message', (message) => {
      clearTimeout(timer)
      resolve(message as Verdict)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      // A verdict that was sent has been taken by now.
      resolve({ notices: [], ran: 0, broken: `exit status ${code}: ${errors.trim()}` })
    })
  })
  const mismade = verdict.notices.find(({ found }) => MISMADE.test(found))
  return mismade === undefined ? verdict : { ...verdict, broken: mismade.found }
}
