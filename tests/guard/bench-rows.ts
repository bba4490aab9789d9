import { existsSync, readFileSync } from 'node:fs'

/** Rows of an adversarial set that stands beside the project; `null` when it is not there, which in CI is a failure. */
export function benchRows<Row>(file: string, folder = 'adversarial'): Row[] | null {
  const path = `../shared/bench/${folder}/${file}`
  if (!existsSync(path)) {
    if (process.env.CI === 'true') throw new Error(`${path} is missing`)
    return null
  }
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}
