import type { Database } from '../db/index.ts'
import type { ChatUsage } from './types.ts'

/** What a team may spend on a day; a limit left out is none. */
export type BudgetSettings = {
  team: string
  /** IANA name: where the day begins. */
  timeZone: string
  tokensPerDay: number | undefined
  /** In the currency of the prices. */
  costPerDay: number | undefined
  /** Per million tokens. */
  inputPrice: number
  outputPrice: number
}

/** A run's leave to spend; settled exactly once, with what it really used. */
export type Grant = { settle(used: ChatUsage): Promise<void> }

export type Budget = {
  /** Sets aside what a run may use at most; `null` when the day's budget does not hold that any more. */
  reserve(most: ChatUsage): Promise<Grant | null>
  /** Today so far, without what is set aside. */
  spent(): Promise<ChatUsage & { calls: number; cost: number }>
}

const MICROS = 1_000_000

/**
 * The day's budget of a team, counted in the database in one statement, so that processes side by side never
 * spend the same money. A process that dies leaves its reservation standing until the day ends.
 */
export function createBudget(db: Database, settings: BudgetSettings): Budget {
  const { team, timeZone, tokensPerDay, costPerDay } = settings
  const microsOf = ({ inputTokens, outputTokens }: ChatUsage) =>
    // A price per million tokens is a price per token in millionths.
    Math.ceil(inputTokens * settings.inputPrice + outputTokens * settings.outputPrice)
  const mostTokens = tokensPerDay ?? null
  const mostMicros = costPerDay === undefined ? null : Math.floor(costPerDay * MICROS)

  return {
    async reserve(most) {
      const tokens = most.inputTokens + most.outputTokens
      const micros = microsOf(most)
      if (tokens > (mostTokens ?? tokens) || micros > (mostMicros ?? micros)) return null
      const [row] = await db.write(
        'app',
        (sql) => sql<{ day: string }[]>`
          insert into app.model_usage as usage (team, day, calls, reserved_tokens, reserved_micros)
          values (${team}, (desk_now() at time zone ${timeZone})::date, 1, ${tokens}::bigint, ${micros}::bigint)
          on conflict (team, day) do update set
            calls = usage.calls + 1,
            reserved_tokens = usage.reserved_tokens + excluded.reserved_tokens,
            reserved_micros = usage.reserved_micros + excluded.reserved_micros
          where (${mostTokens}::bigint is null or usage.input_tokens + usage.output_tokens
              + usage.reserved_tokens + excluded.reserved_tokens <= ${mostTokens}::bigint)
            and (${mostMicros}::bigint is null or usage.cost_micros
              + usage.reserved_micros + excluded.reserved_micros <= ${mostMicros}::bigint)
          returning day::text
        `,
      )
      return row === undefined ? null : { settle: (used) => settle(row.day, most, used) }
    },
    async spent() {
      const [row] = await db.read(
        'app',
        (sql) => sql<(ChatUsage & { calls: number; micros: number })[]>`
          select calls, input_tokens::float8 as "inputTokens", output_tokens::float8 as "outputTokens",
            cost_micros::float8 as micros
          from app.model_usage
          where team = ${team} and day = (desk_now() at time zone ${timeZone})::date
        `,
      )
      if (row === undefined) return { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 }
      const { micros, ...used } = row
      return { ...used, cost: micros / MICROS }
    },
  }

  async function settle(day: string, most: ChatUsage, used: ChatUsage): Promise<void> {
    const tokens = most.inputTokens + most.outputTokens
    await db.write(
      'app',
      (sql) => sql`
        update app.model_usage set
          reserved_tokens = reserved_tokens - ${tokens}::bigint,
          reserved_micros = reserved_micros - ${microsOf(most)}::bigint,
          input_tokens = input_tokens + ${used.inputTokens}::bigint,
          output_tokens = output_tokens + ${used.outputTokens}::bigint,
          cost_micros = cost_micros + ${microsOf(used)}::bigint
        where team = ${team} and day = ${day}::date
      `,
    )
  }
}
