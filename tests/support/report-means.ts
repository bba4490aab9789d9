import { existsSync } from 'node:fs'

type Means = { what: string; isThere: boolean; reason: string }

const MEANS: Means[] = [
  {
    what: 'database tests on a PostgreSQL server',
    isThere: Boolean(process.env.SIDECUE_TEST_DATABASE_URL),
    reason: 'SIDECUE_TEST_DATABASE_URL is not set (npm run test:pg starts a server)',
  },
  {
    what: 'browser tests',
    isThere: existsSync('/usr/bin/chromium'),
    reason: 'no Chromium at /usr/bin/chromium (apt-get install chromium)',
  },
  {
    what: 'tests on the public benchmark data',
    isThere: existsSync('../shared/bench'),
    reason: 'no folder ../shared/bench',
  },
]

/** Says before the run what this machine has no means for. In CI that is a failure, not a skip. */
export function setup(): void {
  const missing = MEANS.filter((means) => !means.isThere)
  for (const { what, reason } of missing) process.stdout.write(`skipped: ${what}: ${reason}\n`)
  if (missing.length > 0 && process.env.CI === 'true')
    throw new Error(`CI must run everything: ${missing.map(({ what }) => what).join('; ')}`)
}
