import { expect, it } from "vitest"
import { updateEmployee } from "./change-person.js"
import { createEmployment } from "./employments.js"
import { addMembers, removeMembers } from "./memberships.js"

const context = { today: "2026-11-23", toLocal: (moment: string) => moment }
const team = { id: "4", row: { id: "4" }, body: { employees: [{ id: "7" }] } }
const fields = [{ id: "34", slug: "budget", label_text: "Budget", field_type: "money" }]
const change = (custom_fields: Record<string, number>, lookups: object) =>
  updateEmployee.plan({ id: "7", row: { id: "7" }, body: { custom_fields } }, { fields, ...lookups }, context)

// What may not be read is absent among the rows that a write is planned from.
it.each([
  ["a new member", () => addMembers.plan(team, { teams: [] }, context), "may not read which groups they are in"],
  [
    "a member who goes",
    () => removeMembers.plan(team, { teams: [] }, context),
    "may not read which groups they are in",
  ],
  [
    "new terms",
    () => {
      const body = { employee: { id: "7" }, effective_date: "2026-12-01", pay_rate: 45_000 }
      return createEmployment.plan({ body }, { entities: [], person: [{ id: "7" }] }, context)
    },
    "may not read those that they have",
  ],
  ["a value", () => change({ budget: 1 }, {}), "may not read which values there are"],
])("%s is refused where it may not be read what there is", (_name, plan, message) => expect(plan).toThrow(message))

it("pay is refused where no legal entity says its currency", () => {
  const body = { employee: { id: "7" }, effective_date: "2026-12-01", pay_rate: 45_000 }
  const plan = () => createEmployment.plan({ body }, { entities: [], person: [{ id: "7" }], versions: [] }, context)
  expect(plan).toThrow("pay_rate: has no currency here: this connection reads no legal entity of the person")
})

it("a field that is named by its id and by its name is refused, not written twice", () => {
  expect(() => change({ budget: 1, 34: 2 }, { values: [] })).toThrow("is given twice, by its id and by its name")
})
