/** What callers write with the clients: it compiles when rows, keyed rows and errors have their types. */
import { listEmployees } from "./out/hey-api/index.js"
import type { components, operations } from "./out/openapi-typescript.js"
import { listEmployees as fetchEmployees } from "./out/orval.js"

type Page = components["schemas"]["EmployeesPage"]
type Keyed = components["schemas"]["EmployeesKeyedPage"]

export const namesOf = (page: Page): string[] => page.result.map(({ first_name }) => first_name ?? "")
export const nameIn = (page: Keyed, key: string): string => page.result[key]?.last_name ?? ""
export const whoMustAct = (error: components["schemas"]["Error"]) => {
  const actor: "caller" | "customer" | "hr_system" | "operator" = error.who_must_act
  return actor
}
type Query = NonNullable<operations["list_employees"]["parameters"]["query"]>
export const query: Query = { integrated_account_id: "a", limit: 10, source: "synced" }

export async function countByHeyApi(): Promise<number> {
  const { data } = await listEmployees({ query: { limit: 10 } })
  return data?.result_count ?? 0
}

export async function countByOrval(): Promise<number> {
  const answer = await fetchEmployees({ limit: 10 })
  return answer.status === 200 ? answer.data.result_count : 0
}
