import { formatDay } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"

/** Categories of employees' files, and a signed contract of every third person. */
export function writeFiles(draft: Draft, plans: readonly Plan[]): void {
  for (const name of ["Signed Documents", "Tax Forms", "Resumés & Applications"]) draft.add("fileCategories", { name })
  for (const plan of plans.filter(({ index }) => index % 3 === 0)) {
    draft.add("files", {
      employeeId: plan.id,
      categoryId: "1",
      name: "Contract",
      originalFileName: `contract-${plan.id}.pdf`,
      size: 20_480 + plan.index,
      dateCreated: `${formatDay(Math.min(draft.today - 1, plan.hired))}T14:21:35+0000`,
      createdBy: "Payroll Bureau",
      isShared: plan.index % 2 === 0,
    })
  }
}
