import { describe, expect, it } from "vitest"
import type { z } from "zod"
import { type Operation, operations } from "./operations/index.js"

type Any = z.ZodType & { _zod: { def: Record<string, any> } }

const hasMaximum = ({ checks = [] }: Record<string, any>): boolean =>
  checks.some((check: any) => check._zod.def.check === "max_length")

/** Every place of a schema that what comes from outside could fill without an end. */
function unboundedIn(schema: z.ZodType, path: string): string[] {
  const { def } = (schema as Any)._zod
  const inner = (one: z.ZodType, step = "") => unboundedIn(one, path + step)
  const isMarked = typeof schema.meta()?.maxProperties === "number"
  switch (def.type) {
    case "string":
      return hasMaximum(def) || def.format === "uuid" ? [] : [`${path}: text`]
    case "array":
      return [...(hasMaximum(def) ? [] : [`${path}: list`]), ...inner(def.element, "[]")]
    case "record":
      return [...(isMarked ? [] : [`${path}: object`]), ...inner(def.keyType, "{key}")]
    case "object": {
      const isOpen = def.catchall && def.catchall._zod.def.type !== "never"
      const fields = Object.entries<z.ZodType>(def.shape).flatMap(([name, one]) => inner(one, `.${name}`))
      return [...(isOpen && !isMarked ? [`${path}: open object`] : []), ...fields]
    }
    case "union":
      return def.options.flatMap((one: z.ZodType) => inner(one))
    case "optional":
    case "nullable":
    case "default":
      return inner(def.innerType)
    case "pipe":
      return [def.in, def.out].filter((one) => one._zod.def.type !== "transform").flatMap((one) => inner(one))
    case "enum":
    case "literal":
    case "boolean":
    case "number":
      return []
    default:
      return [`${path}: ${def.type}`]
  }
}

/** Objects of a body that would drop a key in silence. */
function silentIn(schema: z.ZodType, path: string): string[] {
  const { def } = (schema as Any)._zod
  if (def.type === "object") {
    const fields = Object.entries<z.ZodType>(def.shape).flatMap(([name, one]) => silentIn(one, `${path}.${name}`))
    return [...(def.catchall ? [] : [path]), ...fields]
  }
  const inner = [def.innerType, def.element, def.in, def.out, ...(def.options ?? [])].filter((one) => one?._zod)
  return inner.flatMap((one) => silentIn(one, path))
}

const all: readonly Operation[] = Object.values(operations)

describe("what comes from outside", () => {
  it.each(all.map((one) => [one.id, one] as const))("has a maximum everywhere in %s", (_, operation) => {
    const { params, query, body, bodyKind } = operation
    expect(unboundedIn(params, "path")).toEqual([])
    expect(unboundedIn(query, "query")).toEqual([])
    if (bodyKind !== "bytes") expect(unboundedIn(body, "body")).toEqual([])
  })

  it("is never dropped in silence: an unknown key of a query is refused, of a body refused or told", () => {
    for (const { id, query, body, bodyKind } of all) {
      expect(silentIn(query, "query"), id).toEqual([])
      if (bodyKind !== "bytes") expect(silentIn(body, "body"), id).toEqual([])
    }
  })

  it("is refused with an unknown key where leaving it out would allow, make or send more than was asked for", () => {
    // Whatever is written into an HR system is one of them.
    const isWrite = ({ path, method }: Operation) => method !== "GET" && path.startsWith("/unified/")
    const refusing = all.filter((one) => one.unknownKeys === "refuse" && !isWrite(one)).map(({ id }) => id)
    expect(all.filter((one) => isWrite(one) && one.unknownKeys !== "refuse")).toEqual([])
    expect(refusing.sort()).toEqual([
      "batch_request",
      "bulk_delete_integrated_accounts",
      "create_api_token",
      "create_environment",
      "create_environment_unified_model_resource_method",
      "create_integrated_account_token",
      "create_link_token",
      "create_mcp_token",
      "create_sync_job",
      "create_sync_job_cron_trigger",
      "create_sync_job_run",
      "create_webhook",
      "preview_mapping_override",
      "put_mapping_override",
      "replay_webhook_deliveries",
      "rotate_api_token",
      "rotate_webhook_secret",
      "update_api_token",
      "update_environment",
      "update_environment_integration",
      "update_environment_unified_model_resource_method",
      "update_mcp_token",
      "update_sync_job",
      "update_sync_job_cron_trigger",
      "update_webhook",
    ])
  })
})
