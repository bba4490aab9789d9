import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { type BudgetSettings, createBudget } from '../../src/models/budget.ts'
import { engines } from '../support/engines.ts'

const NOTHING = { inputTokens: 0, outputTokens: 0 }

describe.each(engines)('the budget of a team ($name)', (engine) => {
  let db: Database
  beforeEach(async () => {
    db = await engine.open()
    await fixClock(db, '2026-11-21T23:30:00+08:00')
  })
  afterEach(() => db.close())
  const budgetOf = (more: Partial<BudgetSettings>) =>
    createBudget(db, {
      ...{ team: 'desk', timeZone: 'Asia/Shanghai', inputPrice: 2, outputPrice: 10 },
      ...{ tokensPerDay: undefined, costPerDay: undefined, ...more },
    })

  test('what is used is counted in tokens and money; what was only set aside is not', async () => {
    const budget = budgetOf({})
    const grant = await budget.reserve({ inputTokens: 1_000, outputTokens: 1_000 })
    expect(await budget.spent()).toEqual({ calls: 1, ...NOTHING, cost: 0 })
    await grant!.settle({ inputTokens: 900, outputTokens: 100 })
    expect(await budget.spent()).toEqual({
      ...{ calls: 1, inputTokens: 900, outputTokens: 100 },
      // 900 at 2 and 100 at 10 a million.
      cost: 0.0028,
    })
  })

  test('runs side by side never get more than the day holds', async () => {
    const budget = budgetOf({ tokensPerDay: 1_000 })
    const grants = await Promise.all(
      Array.from({ length: 12 }, () => budget.reserve({ inputTokens: 100, outputTokens: 100 })),
    )
    expect(grants.filter((grant) => grant !== null)).toHaveLength(5)
    await Promise.all(grants.map((grant) => grant?.settle({ inputTokens: 100, outputTokens: 20 })))
    expect(await budget.reserve({ inputTokens: 200, outputTokens: 200 })).not.toBeNull()
    expect(await budget.reserve({ inputTokens: 1, outputTokens: 0 })).toBeNull()
  })

  test('money runs out like tokens do', async () => {
    const budget = budgetOf({ costPerDay: 0.01 })
    const most = { inputTokens: 1_000, outputTokens: 300 }
    expect(await budget.reserve(most)).not.toBeNull()
    expect(await budget.reserve(most)).not.toBeNull()
    expect(await budget.reserve(most)).toBeNull()
  })

  test('one request alone may be more than the day holds', async () => {
    const budget = budgetOf({ tokensPerDay: 50 })
    expect(await budget.reserve({ inputTokens: 40, outputTokens: 20 })).toBeNull()
    expect(
      await budgetOf({ tokensPerDay: 0 }).reserve({ inputTokens: 1, outputTokens: 0 }),
    ).toBeNull()
  })

  test('a new day begins at the desk’s midnight, and a run is counted on the day it began', async () => {
    const budget = budgetOf({ tokensPerDay: 100 })
    const grant = await budget.reserve({ inputTokens: 50, outputTokens: 50 })
    expect(await budget.reserve({ inputTokens: 1, outputTokens: 0 })).toBeNull()
    await fixClock(db, '2026-11-22T00:00:00+08:00')
    expect(await budget.reserve({ inputTokens: 50, outputTokens: 50 })).not.toBeNull()
    await grant!.settle({ inputTokens: 50, outputTokens: 1 })
    expect(await budget.spent()).toMatchObject({ calls: 1, ...NOTHING })
  })

  test('teams do not pay for each other', async () => {
    await budgetOf({ team: 'games', tokensPerDay: 100 }).reserve({
      inputTokens: 90,
      outputTokens: 10,
    })
    const other = await budgetOf({ tokensPerDay: 100 }).reserve({
      inputTokens: 90,
      outputTokens: 10,
    })
    expect(other).not.toBeNull()
  })

  test('nobody but the program itself sees it', async () => {
    await budgetOf({}).reserve({ inputTokens: 1, outputTokens: 1 })
    for (const role of ['customer', 'agent', 'lead', 'index'] as const) {
      await expect(db.read(role, (sql) => sql`select * from app.model_usage`)).rejects.toThrow()
    }
  })
})
