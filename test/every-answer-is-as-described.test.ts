import { existsSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { type Operation, operations, RESOURCES } from "@rollcall/contract"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type Answer, type Call, noonZone, type Rollcall, startRollcall } from "./rollcall.js"
import { runSync } from "./sync.js"
import { factorial } from "./systems/factorial.js"

type Id = keyof typeof operations

/** Every operation is called once at least; `rollcall.call` holds each answer against the description of the API. */
const TRIED_ELSEWHERE: Partial<Record<Id, string>> = {
  confirm_sync_run: "test/nothing-is-deleted-by-mistake.test.ts", // a run that is held back
  get_user: "test/what-trutos-clients-send.test.ts", // there are no users to get
  receive_inbound_webhook: "test/factorial-tells-what-changed.test.ts", // a delivery of the HR system
}

let rollcall: Rollcall
let target: Server
let targetUrl = ""
const answered = new Set<string>()

type Given = { in?: Record<string, string>; query?: string; body?: object; token?: string; method?: Call["method"] }

/** The answer's body, which is as the operation says, or an error that tells why there is none. */
async function ask(id: Id, given: Given = {}): Promise<Answer> {
  const operation: Operation = operations[id]
  const path = operation.path.replace(/[:*]\w*/g, (name) => {
    const value = given.in?.[name === "*" ? name : name.slice(1)]
    if (value === undefined) throw new Error(`${id} needs ${name}`)
    return name === "*" ? value : encodeURIComponent(value)
  })
  const query = [...(operation.scope === "account" ? ["ACC"] : []), ...(given.query ? [given.query] : [])].join("&")
  const answer = await rollcall.call(`${path}${query && `?${query}`}`, {
    method: operation.method === "ANY" ? (given.method ?? "GET") : operation.method,
    ...(given.body ? { body: given.body } : {}),
    ...(given.token ? { token: given.token } : {}),
  })
  expect(Math.floor(answer.status / 100), `${id}: ${answer.status} ${answer.text.slice(0, 500)}`).toBe(2)
  answered.add(id)
  return answer
}
const bodyOf = async (id: Id, given: Given = {}): Promise<any> => (await ask(id, given)).body
const firstOf = async (id: Id, given: Given = {}): Promise<any> => (await bodyOf(id, given)).result[0]
const account = () => ({ integrated_account_id: rollcall.accountId })

beforeAll(async () => {
  rollcall = await startRollcall({
    sandbox: { size: 30 },
    sync: { enabled: false, remote_data: true, time_zone: noonZone() },
  })
  target = createServer((request, response) => request.resume().on("end", () => response.end()))
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve))
  const address = target.address()
  targetUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`
  expect((await runSync(rollcall)).status).toBe("completed")
})
afterAll(async () => {
  await rollcall.close()
  target.close()
})

describe("What the API answers is what it says, for", () => {
  it("the platform", async () => {
    const { id } = await firstOf("list_environments")
    await ask("get_environment", { in: { id } })
    await ask("update_environment", { in: { id }, body: { name: "Renamed" } })
    await ask("create_environment", { body: { name: "Another" } })
    await ask("list_integrations")
    await ask("get_integration", { in: { id: "factorial" } })
    await ask("list_integration_tools", { in: { id: "factorial" }, query: "methods=list,create" })
    await ask("get_integration_capabilities", { in: { id: "factorial" } })
    const installed = await firstOf("list_environment_integrations")
    await ask("get_environment_integration", { in: { id: installed.id } })
    await ask("create_environment_integration", { body: { integration_id: "factorial" } })
    await ask("update_environment_integration", { in: { id: installed.id }, body: { is_enabled: true } })
    await ask("list_unified_models")
    await ask("get_unified_model", { in: { id: "hris" } })
    const model = await firstOf("list_environment_unified_models")
    await ask("get_environment_unified_model", { in: { id: model.id } })
    await ask("create_environment_unified_model", { body: { unified_model_id: "hris" } })
    for (const id of ["ping", "health", "metrics", "openapi", "error_docs", "list_users", "list_categories"] as const)
      await ask(id)
    await ask("get_team", { in: { id: (await firstOf("list_teams")).id } })
    await ask("get_documentation", {
      in: { id: (await firstOf("list_documentation", { query: "entity_id=hris" })).id },
    })
  })

  it("tokens", async () => {
    const made = await bodyOf("create_api_token", { body: { name: "reader", scopes: ["read:employees"] } })
    await ask("list_api_tokens")
    await ask("get_api_token", { in: { id: made.id } })
    await ask("update_api_token", { in: { id: made.id }, body: { name: "renamed" } })
    await ask("rotate_api_token", { in: { id: made.id }, body: { grace_seconds: 60 } })
    await ask("delete_api_token", { in: { id: made.id } })
    const at = { id: rollcall.accountId }
    const mcp = await bodyOf("create_mcp_token", { in: at, body: { name: "agent", config: { methods: ["read"] } } })
    await ask("list_mcp_tokens", { in: at })
    const one = { ...at, token_id: mcp.id }
    await ask("get_mcp_token", { in: one })
    await ask("call_mcp_server", { in: { token: mcp.token }, body: { id: 1, method: "tools/list" } })
    await ask("call_mcp", { body: { id: 1, method: "tools/list" } })
    await ask("update_mcp_token", { in: one, body: { name: "renamed" } })
    await ask("delete_mcp_token", { in: one })
  })

  it("connections", async () => {
    const token = rollcall.sandbox.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    const make = (method: string, context: object) =>
      bodyOf("create_integrated_account", {
        body: { tenant_id: "other", integration: "factorial", authentication_method: method, context },
      })
    const signedIn = await make("oauth2", { oauth: { token } })
    const byKey = await make("api_key", { api_key: "wrong" })
    const untilChecked = (id: string) =>
      vi.waitFor(async () =>
        expect((await bodyOf("get_integrated_account", { in: { id } })).status).not.toBe("validating"),
      )
    await Promise.all([untilChecked(signedIn.id), untilChecked(byKey.id)])
    await ask("list_integrated_accounts")
    await ask("refresh_credentials", { body: { id: signedIn.id } })
    await ask("run_post_install_actions", { body: { id: signedIn.id } })
    await ask("update_integrated_account", { in: { id: byKey.id }, body: { context: { note: "x" } } })
    await ask("update_integrated_account_credentials", {
      in: { id: byKey.id },
      body: { context: { api_key: rollcall.company.context.api_key } },
    })
    await ask("delete_integrated_account", { in: { id: byKey.id } })
    await ask("bulk_delete_integrated_accounts", { body: { ids: [signedIn.id] } })
    const own = (await bodyOf("create_integrated_account_token", { body: account() })).integrated_account_token
    await ask("get_own_account", { token: own })
    await ask("update_own_account", { token: own, body: { context: { note: "mine" } } })
    const at = { id: rollcall.accountId }
    await ask("list_account_tools", { in: at, query: "type=all" })
    await ask("get_account_capabilities", { in: at })
    await ask("get_account_coverage", { in: at })
    const { link_token } = await bodyOf("create_link_token", { body: { tenant_id: "x" } })
    await ask("revoke_link_token", { in: { link_token } })
  })

  it("webhooks", async () => {
    const { id } = await bodyOf("create_webhook", { body: { target_url: targetUrl } })
    await ask("list_webhooks")
    await ask("get_webhook", { in: { id } })
    await ask("update_webhook", { in: { id }, body: { is_active: true } })
    await ask("test_webhook", { body: { id } })
    await ask("rotate_webhook_secret", { in: { id }, body: { overlap_seconds: 60 } })
    await rollcall.company.does.raise(rollcall.company.people().find((one) => one.isWorking)?.id ?? "", 98_000)
    await runSync(rollcall)
    const delivery = await vi.waitFor(async () => {
      const first = await firstOf("list_webhook_deliveries")
      expect(first).toBeDefined()
      return first
    })
    await ask("get_webhook_delivery", { in: { id: delivery.id } })
    await ask("replay_webhook_deliveries", { body: { ids: [delivery.id] } })
    await ask("delete_webhook", { in: { id } })
  })

  it("mappings, before and after they are changed", async () => {
    const override = { ...account(), resource: "employees", add: { badge: "remote.id" } }
    await ask("preview_mapping_override", { body: override })
    const made = await bodyOf("put_mapping_override", { body: override })
    await ask("list_mapping_overrides")
    await ask("get_mapping_override", { in: { id: made.id } })
    await ask("list_employees")
    await ask("delete_mapping_override", { in: { id: made.id } })
    const model = await firstOf("list_environment_unified_models")
    const config = { response_mapping: "response.{ 'id': id, 'name': first_name }" }
    const body = { environment_unified_model_id: model.id, resource_name: "groups", integration_name: "factorial" }
    const method = await bodyOf("create_environment_unified_model_resource_method", {
      body: { ...body, method_name: "list", config },
    })
    await ask("list_environment_unified_model_resource_methods")
    await ask("get_environment_unified_model_resource_method", { in: { id: method.id } })
    await ask("update_environment_unified_model_resource_method", { in: { id: method.id }, body: { config } })
    await ask("delete_environment_unified_model_resource_method", { in: { id: method.id } })
    const at = { model: "hris", resource: "employees", method: "list" }
    await ask("describe_method", { in: at })
    await ask("describe_integration_method", { in: { ...at, integration: "factorial" } })
    for (const format of ["json", "md", "html"])
      await ask("describe_model", { in: { model: "hris", integration: "factorial" }, query: `format=${format}` })
  })

  it.each(RESOURCES)("%s, live and synced, in every format, by page and by key", async (resource) => {
    const { id } = await firstOf(`list_${resource}`)
    await ask(`get_${resource}`, { in: { id } })
    await ask(`get_${resource}`, { in: { id }, query: "source=synced" })
    for (const query of [
      "limit=2",
      "source=synced",
      "truto_key_by=id",
      "source=synced&truto_key_by=id",
      "truto_exclude_fields=remote_data",
      "truto_ignore_remote_data=true",
      "truto_response_format=debug",
      "truto_response_format=normalized",
      "truto_response_format=raw",
      "truto_response_format=stream",
    ])
      await ask(`list_${resource}`, { query })
    for (const format of ["ndjson", "csv", "parquet"])
      await ask("export_resource", { in: { resource }, query: `format=${format}` })
  })

  it("a document's bytes", async () => {
    const documents = (await bodyOf("list_documents", { query: "limit=500" })).result
    await ask("download_document", { in: { id: documents[0].id } })
  })

  it("all that is written, shown first and then done", async () => {
    const ids: Record<string, string> = {}
    const known: { lists: Record<string, any[]>; ids: Record<string, string> } = { lists: {}, ids }
    for (const name of ["employees", "employments", "groups", "locations", "timeoff_requests"] as const)
      known.lists[name] = await rollcall.readAll(name)
    for (const { resource, action, to, as, body } of factorial.writes.examples) {
      const id = `${action}_${resource}` as Id // there is an operation for each
      const given = {
        ...(to === undefined ? {} : { in: { id: ids[to] ?? "" } }),
        ...(action === "delete" ? {} : { body: body(known) }),
      }
      await ask(id, { ...given, query: "dry_run=true" })
      const row = await bodyOf(id, given)
      if (as !== undefined) ids[as] = row.id
    }
    const worker = known.lists.employees?.find((one) => one.employment_status === "active" && one.manager)
    const absent = (month: string) =>
      bodyOf("create_timeoff_requests", {
        body: {
          employee: { id: worker.id },
          start_time: `${month}-07`,
          end_time: `${month}-07`,
          timeoff_type: "Holidays",
        },
      })
    const [one, other] = [await absent("2027-06"), await absent("2027-07")]
    await ask("update_timeoff_requests", { in: { id: one.id }, body: { description: "Away" } })
    await ask("approve_timeoff_requests", { in: { id: one.id }, body: {} })
    await ask("cancel_timeoff_requests", { in: { id: one.id }, body: {} })
    await ask("reject_timeoff_requests", { in: { id: other.id }, body: {} })
    await ask("delete_timeoff_requests", { in: { id: (await absent("2027-08")).id } })
    await ask("terminate_employee", { body: { id: worker.id, termination_date: "2027-12-31" } })
    await ask("get_write", { in: { id: (await firstOf("list_writes")).id } })
  })

  it("what the HR system's own calls answer", async () => {
    const resource = "teams-teams"
    await ask("proxy_create", { in: { resource }, body: { name: "Crew" }, query: "dry_run=true" })
    const { id } = await bodyOf("proxy_create", { in: { resource }, body: { name: "Crew" } })
    const other = await bodyOf("proxy_create", { in: { resource }, body: { name: "Crew two" } })
    await ask("proxy_list", { in: { resource } })
    await ask("proxy_get", { in: { resource, id } })
    await ask("proxy_update", { in: { resource, id }, body: { name: "Renamed" } })
    const move = { id: other.id, destination_parent_team_id: id }
    await ask("proxy_method", { in: { resource, method: "move" }, body: move })
    await ask("proxy_delete", { in: { resource, id: other.id } })
    await ask("custom", { in: { "*": "teams/teams" } })
  })

  it("syncs, jobs, changes, batches and the log", async () => {
    const run = await bodyOf("create_sync_run", { body: { ...account(), resources: ["groups"] } })
    await ask("list_sync_runs")
    await ask("get_sync_run", { in: { id: run.id } })
    await ask("list_changes")
    const job = await bodyOf("create_sync_job", { body: { resources: [{ resource: "hris/groups", method: "list" }] } })
    await ask("list_sync_jobs")
    await ask("get_sync_job", { in: { id: job.id } })
    await ask("update_sync_job", { in: { id: job.id }, body: { label: "Teams" } })
    const started = await bodyOf("create_sync_job_run", { body: { sync_job_id: job.id, ...account() } })
    await ask("list_sync_job_runs")
    await ask("get_sync_job_run", { in: { id: started.id } })
    const cron = { sync_job_id: job.id, args: account(), cron_expression: "0 6 * * *" }
    const { id } = await bodyOf("create_sync_job_cron_trigger", { body: cron })
    await ask("list_sync_job_cron_triggers")
    await ask("get_sync_job_cron_trigger", { in: { id } })
    await ask("update_sync_job_cron_trigger", { in: { id }, body: { cron_expression: "0 7 * * *" } })
    await ask("schedule_sync_job_cron_trigger", { in: { id }, body: {} })
    await ask("delete_sync_job_cron_trigger", { in: { id } })
    await ask("delete_sync_job", { in: { id: job.id } })
    await ask("batch_request", { body: { ...account(), resources: [{ resource: "hris/groups", method: "list" }] } })
    await vi.waitFor(async () => expect(await firstOf("list_log")).toBeDefined())
    await ask("get_log_entry", { in: { id: (await firstOf("list_log")).id } })
  })

  it("every operation that there is", () => {
    const elsewhere = Object.entries(TRIED_ELSEWHERE)
    expect(elsewhere.filter(([, file]) => !existsSync(file))).toEqual([])
    const missing = Object.keys(operations).filter((id) => !answered.has(id) && !elsewhere.some(([own]) => own === id))
    expect(missing).toEqual([])
  })
})
