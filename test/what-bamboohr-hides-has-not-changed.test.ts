import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { readChanges, runSync } from "./sync.js"
import { bamboohr } from "./systems/bamboohr.js"

const RESOURCES = ["employees", "employments", "employee_compensations", "timeoff_requests"]

/**
 * What an access level may leave out: single fields, groups of them, tables, and whole parts of the API. Not among them:
 * `hireDate`, without which a status goes by its word, and single numbers and home addresses, without which the others stay.
 */
const LEVELS: readonly object[] = [
  ...["name", "contact", "compensation", "demographic", "protected_info", "address", "photo", "custom"],
  ...["department", "division", "location", "teams", "supervisor", "jobTitle", "workEmail", "dateOfBirth"],
  ...["status", "employmentHistoryStatus", "payRate", "gender", "employeeNumber"],
]
  .map((field): object => ({ hiddenFields: [field] }))
  .concat([
    { hiddenTables: ["jobInfo"] },
    { hiddenTables: ["compensation"] },
    { hiddenTables: ["employmentStatus"] },
    { hiddenTables: ["bonus", "commission"] },
    { refused: ["reports"] },
    { refused: ["fields"] },
    { refused: ["lists"] },
    { refused: ["locations"] },
    { refused: ["users"] },
    { refused: ["tables", "company_information"] },
    { refused: ["employees", "changes"] },
  ])

describe("What BambooHR does not show any more", () => {
  let rollcall: Connected
  let after = 0
  beforeAll(async () => {
    rollcall = await startRollcall({ system: bamboohr, sandbox: { size: 24 } })
    expect((await runSync(rollcall)).status).toBe("completed")
    await told()
  })
  afterAll(() => rollcall.close())

  const setLevel = async (level: object) => {
    const body = JSON.stringify({ hiddenFields: [], hiddenTables: [], refused: [], ...level })
    const answer = await fetch(`${rollcall.company.url}/_sandbox/permissions`, { method: "POST", body })
    expect(answer.ok, await answer.text()).toBe(true)
  }
  const copies = async () => {
    const query = "&source=synced&truto_ignore_remote_data=true"
    const found: any[] = []
    for (const resource of RESOURCES) found.push(await rollcall.readAll(resource, { query }))
    return found.map((rows) => rows.map(({ data_as_of: _, last_attempt: __, ...row }: any) => row))
  }
  /** What has been told of records since it was asked last. */
  const told = async () => {
    const changes = await readChanges(rollcall, after)
    after = changes.at(-1)?.sequence ?? after
    return changes
      .filter(({ payload }) => payload.record_id !== undefined)
      .map(
        ({ event, payload: { resource, record_id: id, changed_fields: fields } }) =>
          `${event} ${resource} ${id} ${fields}`,
      )
  }

  // A level that failed on its way leaves nothing to the next one.
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return
    await setLevel({})
    await runSync(rollcall)
    await told()
  })

  it.each(LEVELS)(
    "is no change of anybody, nor is it when it is back: %j",
    async (level) => {
      const before = await copies()
      await setLevel(level)
      expect((await runSync(rollcall)).status).toBe("completed")
      expect((await told()).slice(0, 5)).toEqual([])
      await setLevel({})
      expect((await runSync(rollcall)).status).toBe("completed")
      expect((await told()).slice(0, 5)).toEqual([])
      expect(await copies()).toEqual(before)
    },
    180_000,
  )
})
