import { formatDay } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"

/** Who may sign in: most of the people, and two who are no employees. The second is whose API key it is. */
export function writeUsers(draft: Draft, plans: readonly Plan[]): void {
  draft.add("users", {
    employeeId: null,
    firstName: "Payroll",
    lastName: "Bureau",
    email: "payroll@bureau.example",
    status: "enabled",
    lastLogin: `${formatDay(draft.today - 3)}T08:00:00+00:00`,
  })
  const random = draft.random("users")
  const owner = plans.find(({ index }) => index === Math.min(1, plans.length - 1))
  for (const plan of owner ? [owner, ...plans.filter((other) => other !== owner)] : []) {
    const hasUser = plan === owner || (plan.stage !== "future" && random.chance(0.85))
    if (!hasUser) continue
    const isGone = plan.stage === "left"
    draft.add("users", {
      employeeId: plan.id,
      firstName: plan.name.first,
      lastName: plan.name.last,
      email: plan.email,
      status: isGone ? "disabled" : "enabled",
      lastLogin: random.chance(0.85) ? `${formatDay(draft.today - random.int(1, 200))}T22:14:17+00:00` : null,
    })
  }
  draft.add("users", {
    employeeId: null,
    firstName: "Former",
    lastName: "Consultant",
    email: "consultant@elsewhere.example",
    status: "disabled",
    lastLogin: null,
  })
}
