/**
 * Makes a whole believable company out of a seed: one with its head office in Utah, offices in six countries, and all
 * the cases that readers of BambooHR get wrong (`casting.ts` deals them to people, each to somebody from 30 people on).
 *
 * Promise: same options, same bytes; nothing reads the wall clock or draws unseeded numbers; every reference leads
 * somewhere. Rows are in the plain form of `world.ts`. It must not know how they are answered.
 */
import type { CompanyData, CompanyInfo, CompanyOptions } from "../world.js"
import { startDraft } from "./draft.js"
import { writeEmployees } from "./employees.js"
import { writeFiles } from "./files.js"
import { writePayHistory } from "./pay-history.js"
import { planPeople } from "./people.js"
import { writeTimeOffRequests } from "./time-off-requests.js"
import { writeTimeOffRules } from "./time-off-rules.js"
import { writeUsers } from "./users.js"
import { writeWorkHistory } from "./work-history.js"
import { writeLists } from "./write-lists.js"

/** Throws on a size that is no whole number from 0 or a `today` that is no date. */
export function buildCompany(options: CompanyOptions): CompanyData {
  if (!Number.isSafeInteger(options.size) || options.size < 0)
    throw new Error(`size must be a whole number from 0, got ${options.size}`)
  const draft = startDraft(options, ACME)
  writeLists(draft)
  const plans = planPeople(draft)
  writeEmployees(draft, plans)
  writeUsers(draft, plans)
  writeWorkHistory(draft, plans)
  writePayHistory(draft, plans)
  writeTimeOffRules(draft, plans)
  writeTimeOffRequests(draft, plans)
  writeFiles(draft, plans)
  return { company: draft.company, tables: draft.tables }
}

const ACME: CompanyInfo = {
  id: "700001",
  legalName: "Acme Instruments, Inc.",
  displayName: "Acme",
  address: { line1: "335 Example Street", line2: "", city: "Lindon", state: "UT", zip: "84042" },
  phone: "801-555-0100",
  timezone: "America/Denver",
  currency: "USD",
}
