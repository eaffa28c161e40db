type Row = Readonly<Record<string, unknown>>

/** What is seen first of the rows that people look at most; `--columns` asks for others. */
const USUAL: Readonly<Record<string, string>> = {
  employees: "id,name,job_title,employment_status,manager,start_date",
  employments: "id,employee,job_title,effective_date,end_date,employment_type",
  employeeCompensations: "id,employee,amount,currency,pay_period,effective_date",
  timeoffRequests: "id,employee,reason,status,start_time,end_time",
  timeoffBalances: "id,employee,timeoff_type,balance,used",
  groups: "id,name,type,parent",
  integratedAccounts: "id,tenant_id,integration,status,last_error,updated_at",
  webhooks: "id,target_url,is_active,event_types,failing_since",
  webhookDeliveries: "id,event_type,status,attempt_count,response_status,created_at",
  syncRuns: "id,status,trigger,created_at,finished_at,error",
  apiTokens: "id,name,scopes,expires_at,last_used_at",
  mcpTokens: "id,name,expires_at,created_at",
  writes: "id,operation,state,created_at",
  log: "timestamp,http_method,http_url,http_status_code,duration,integration,request_id",
  changes: "sequence,event,record_id,changed_fields,effective_date,created_at",
}
/** Of a row that is not in the table above: its scalars, in their order. */
const MOST = 7

/** Names of the columns: those asked for, the usual ones that the rows have, or the first scalars of them. */
export function chooseColumns(rows: readonly Row[], kind: string, asked: string | undefined): string[] {
  if (asked !== undefined)
    return asked
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "")
  const usual = (USUAL[kind] ?? "").split(",").filter((name) => rows.some((row) => valueAt(row, name) !== undefined))
  if (usual.length > 1) return usual
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== "remote_data")
  const simple = names.filter((name) => rows.some((row) => cellText(row[name]) !== ""))
  return simple.slice(0, MOST)
}

/** `manager.name` of a row. */
export const valueAt = (row: Row, path: string): unknown =>
  Object.hasOwn(row, path)
    ? row[path]
    : path
        .split(".")
        .reduce<unknown>((at, name) => (typeof at === "object" && at !== null ? (at as Row)[name] : undefined), row)

/** A value as people read it: a reference is its name, a list its parts. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ""
  if (Array.isArray(value)) return value.map(cellText).join(", ")
  if (typeof value !== "object") return String(value)
  const { name, id, email, number } = value as Row
  const told = name ?? email ?? number ?? id
  return told === undefined || told === null ? JSON.stringify(value) : cellText(told)
}
