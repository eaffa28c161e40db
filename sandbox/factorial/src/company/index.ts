/**
 * Makes a whole believable company out of a seed: a software company with its head office in Madrid, offices in seven
 * countries, and all the cases that readers of an HR system get wrong (`casting.ts` deals them to people).
 *
 * Promise: same options, same bytes; nothing reads the wall clock or draws unseeded numbers. Rows have every column of
 * Factorial's newest shape, ids ascend within a table and are unique in the company, every reference leads somewhere.
 * Rows also have an `id` where the answer has none, and `hiddenColumns` where only a filter knows a column. Policy
 * timelines carry the employee's id; they and `depth` are as of the day the company was made.
 * It must not know how rows are served: older API versions, hiding of columns and computed lists are the engine's.
 * Lists without rows, computed from these: api_public/credentials, attendance/worked_times, attendance/estimated_times,
 * attendance/open_shifts, contracts/reference_contracts, contracts/materialized_templates, timeoff/allowance_stats,
 * timeoff/french_leave_day_counts. api_public/webhook_subscriptions starts empty.
 */
import type { CompanyData, CompanyInfo, CompanyOptions } from "../world.js"
import { writeAdviserFeed } from "./adviser-feed.js"
import { writeShifts } from "./attendance.js"
import { writeBanking } from "./banking.js"
import { writeCompanySettings } from "./company-settings.js"
import { writeContractExtras } from "./contract-extras.js"
import { writeContractTaxonomies } from "./contract-taxonomies.js"
import { writeContracts } from "./contracts.js"
import { writeCustomFields } from "./custom-fields.js"
import { writeCustomTables } from "./custom-tables.js"
import { writeDocuments } from "./documents.js"
import { startDraft } from "./draft.js"
import { writeEmployees } from "./employees.js"
import { writeCostCenters } from "./finance.js"
import { writeHolidays } from "./holidays.js"
import { writeJobCatalogue } from "./job-catalogue.js"
import { writeLeaves } from "./leaves.js"
import { growOrganisation } from "./org.js"
import { writePayRuns } from "./pay-runs.js"
import { writePayrollFacts } from "./payroll.js"
import { planPeople } from "./people.js"
import { writePlaces } from "./places.js"
import { writePolicyHistory } from "./policy-history.js"
import { writeSchedules } from "./schedules.js"
import { writeTeams } from "./teams.js"
import { writeTimeOffRules } from "./time-off-rules.js"

/** Throws on a size that is no whole number from 0, a `today` that is no date or a `firstId` that is no number. */
export function buildCompany(options: CompanyOptions): CompanyData {
  if (!Number.isSafeInteger(options.size) || options.size < 0) {
    throw new Error(`size must be a whole number from 0, got ${options.size}`)
  }
  const draft = startDraft(options, describeCompany)
  const workplaces = writePlaces(draft, options.size)
  const jobs = writeJobCatalogue(draft)
  const taxonomies = writeContractTaxonomies(draft, workplaces)
  const rules = writeTimeOffRules(draft, new Set<string>(workplaces.map((place) => place.country.code)))
  const organisation = growOrganisation(options.size)
  const people = planPeople(draft, organisation, { workplaces, jobs })
  writeEmployees(draft, people)
  const current = writeContracts(draft, { people, workplaces, taxonomies, jobs })
  writeContractExtras(draft, current, taxonomies)
  writeTeams(draft, organisation, people)
  writePolicyHistory(draft, people, rules)
  writeLeaves(draft, people, rules)
  writeHolidays(draft, workplaces)
  writeSchedules(draft, people)
  writeShifts(draft, people)
  writeCustomFields(draft, people, workplaces)
  writeCustomTables(draft, people)
  writeCostCenters(draft, people)
  writeDocuments(draft, people)
  writePayRuns(draft, current, workplaces)
  writePayrollFacts(draft, people, taxonomies)
  writeBanking(draft, workplaces)
  writeAdviserFeed(draft, current)
  writeCompanySettings(draft, rules)
  return { company: draft.company, tables: draft.tables }
}

function describeCompany(id: string): CompanyInfo {
  return {
    id,
    name: "Marisma",
    legalName: "Marisma Software, S.L.",
    country: "es",
    locale: "en",
    timezone: "Europe/Madrid",
  }
}
