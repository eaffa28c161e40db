import { z } from "zod"
import { RESOURCES } from "../model/index.js"
import { byOperationId, operation } from "./operation.js"
import { idParams, moment } from "./shared.js"

export const COVERAGE_STATUSES = ["available", "not_supported", "not_permitted", "unknown"] as const

const verdict = {
  status: z.enum(COVERAGE_STATUSES).meta({
    description:
      "available: rows of the copy have it, be it null. not_supported: the HR system has none, or it is not mapped. not_permitted: the connection may not read what it is made of. unknown: not synced yet, or no row tells.",
  }),
  reason: z.string().nullable().meta({ description: "Why it is not available." }),
}

export const fieldCoverage = z
  .object({
    ...verdict,
    fill_rate: z.number().min(0).max(1).nullable().meta({
      description: "Share of the rows in which it has a value that is not empty; null: there is nothing to measure.",
    }),
    filled: z.number().int().nullable().meta({ description: "Rows in which it has a value that is not empty." }),
    absent: z.number().int().nullable().meta({ description: "Rows that don't have it: there it is not known." }),
    since: moment().nullable().meta({ description: "Since when the status is what it is." }),
  })
  .meta({ id: "FieldCoverage" })

export const resourceCoverage = z
  .object({
    ...verdict,
    rows: z.number().int().nullable().meta({ description: "Rows of the copy; null: it was not synced yet." }),
    measured_at: moment()
      .nullable()
      .meta({ description: "When a row of the copy, or what may be read, last changed." }),
    fields: z.record(z.string(), fieldCoverage).meta({
      description: "By field. The company's own are told one by one, as `custom_fields.name`.",
    }),
  })
  .meta({ id: "ResourceCoverage" })
export type ResourceCoverage = z.infer<typeof resourceCoverage>

export const getAccountCoverage = operation({
  id: "get_account_coverage",
  method: "GET",
  path: "/integrated-account/:id/coverage",
  scope: "environment",
  tag: "Integrated accounts",
  summary: "What each field of each resource holds for this connection, and what the customer has not allowed.",
  params: idParams,
  query: z.strictObject({
    resource: z.enum(RESOURCES).optional().meta({ description: "One resource; all of them unless told." }),
  }),
  answer: z.object({
    integrated_account_id: z.string().meta({ description: "The connection." }),
    resources: z.record(z.string(), resourceCoverage).meta({ description: "By resource." }),
  }),
})

export const coverageOperations = byOperationId(getAccountCoverage)
