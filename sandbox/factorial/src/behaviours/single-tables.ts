import { checkBody, createRow, deleteRow, updateRow } from "../rows/write.js"
import { type Behaviour, type Call, type Json, Refusal, type Row } from "../world.js"
import { announce, complain, findNamed, patchNamed, refuse } from "./rules.js"

const SUBSCRIPTIONS = "api_public/webhook_subscriptions"
const DOCUMENTS = "documents/documents"
const LOCATIONS = "locations/locations"

/** Small rules of single tables. */
export const singleRules: Record<string, Behaviour> = {
  [`POST ${SUBSCRIPTIONS}`]: subscribe,
  [`PUT ${SUBSCRIPTIONS}`]: (call) => {
    const {
      subscription_type,
      id: _,
      ...rest
    } = checkBody(SUBSCRIPTIONS, "update", { ...call, body: { ...call.body, id: call.id } })
    return patchNamed(SUBSCRIPTIONS, call, {
      ...rest,
      ...(subscription_type === undefined ? {} : { type: subscription_type }),
    })
  },
  // Written as one and two, read as 1 and 2.
  [`POST ${LOCATIONS}`]: (call) => createRow(LOCATIONS, { ...call, body: withAddress(call.body) }),
  [`PUT ${LOCATIONS}`]: (call) => updateRow(LOCATIONS, { ...call, body: withAddress(call.body) }),
  [`DELETE ${LOCATIONS}`]: (call) => {
    const { id } = findNamed(LOCATIONS, call)
    const isInUse = call.world.store.all("employees/employees").some((row) => row.location_id === id)
    if (isInUse) throw refuse(422, "location_in_use")
    return deleteRow(LOCATIONS, call)
  },
  "POST banking/bank_accounts/create_manual": (call) => createRow("banking/bank_accounts", call, "create_manual"),
  "POST finance/cost_centers/edit": (call) => {
    const { id: _, ...patch } = checkBody("finance/cost_centers", "edit", call)
    return announce("finance/cost_centers", "edit", { row: patchNamed("finance/cost_centers", call, patch), call })
  },
  [`POST ${DOCUMENTS}/move_to_trash_bin`]: (call) =>
    trash(call, "move_to_trash_bin", call.world.clock.now().toISOString()),
  [`POST ${DOCUMENTS}/restore_from_trash_bin`]: (call) => trash(call, "restore_from_trash_bin", null),
  "POST documents/download_urls/bulk_create": downloadUrls,
  "POST timeoff/allowances/delete_with_alt_allowance": (call) => {
    const row = findNamed("timeoff/allowances", call)
    findNamed("timeoff/allowances", call, call.body.alt_allowance_id)
    return call.world.store.remove("timeoff/allowances", row.id) ?? row
  },
  "POST work_schedule/schedules/toggle_archive": (call) => {
    const row = findNamed("work_schedule/schedules", call)
    const archived = row.archived_at ? null : call.world.clock.now().toISOString()
    return patchNamed("work_schedule/schedules", call, "archived_at" in row ? { archived_at: archived } : {})
  },
  "POST approvals/materialized_approvals_flows/approve_resource": (call) => decide(call, "approved"),
  "POST approvals/materialized_approvals_flows/reject_resource": (call) => decide(call, "rejected"),
}

function subscribe(call: Call): Row {
  const { store } = call.world
  const { subscription_type, enabled, name, challenge, target_url, company_id, api_version } = checkBody(
    SUBSCRIPTIONS,
    "create",
    call,
  )
  if (!/^https?:\/\//.test(String(target_url))) throw complain(call, "target_url", "invalid")
  if (store.where(SUBSCRIPTIONS, { type: subscription_type ?? null, company_id: company_id ?? null }).length > 0)
    throw complain(call, "subscription_type", "taken")
  return store.insert(SUBSCRIPTIONS, {
    type: subscription_type ?? null,
    target_url: target_url ?? null,
    company_id: company_id ?? null,
    name: name ?? null,
    challenge: challenge ?? null,
    enabled: enabled !== false,
    api_version: api_version ?? "2026-10-01",
  })
}

function withAddress({ address_line_one, address_line_two, ...body }: Record<string, Json>): Record<string, Json> {
  return {
    ...body,
    ...(address_line_one === undefined ? {} : { address_line_1: address_line_one }),
    ...(address_line_two === undefined ? {} : { address_line_2: address_line_two }),
  }
}

function trash(call: Call, action: string, deletedAt: Json): Row[] {
  const { document_ids } = checkBody(DOCUMENTS, action, call)
  return (Array.isArray(document_ids) ? document_ids : []).map((id) => {
    const row = findNamed(DOCUMENTS, call, id)
    const changed =
      call.world.store.update(DOCUMENTS, row.id, "deleted_at" in row ? { deleted_at: deletedAt } : {}) ?? row
    return announce(DOCUMENTS, action, { row: changed, call })
  })
}

function downloadUrls(call: Call): Row[] {
  const { ids } = checkBody("documents/download_urls", "bulk_create", call)
  const wanted = Array.isArray(ids) ? ids.map(String) : []
  if (wanted.length < 1 || wanted.length > 100) throw new Refusal(422, { errors: { ids: ["give 1 to 100"] } })
  return wanted.map((id) => ({
    id,
    document_id: findNamed(DOCUMENTS, call, id).id,
    url: `${call.origin}/_files/${id}?signature=${call.world.company.id}`,
  }))
}

function decide(call: Call, status: string): Row {
  const { resource_id, resource_type } = checkBody(
    "approvals/materialized_approvals_flows",
    status === "approved" ? "approve_resource" : "reject_resource",
    call,
  )
  return { id: String(resource_id), resource_id: resource_id ?? null, resource_type: resource_type ?? null, status }
}
