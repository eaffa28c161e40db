import { type Connect, idOf, text } from "@rollcall/connector-kit"

/** A company credential fills the company's columns, a person's fills the person's; both name the company. */
export const connect: Connect = {
  identity: {
    path: "api_public/credentials",
    fields: ["company_id", "company_name", "token_owner", "employee_id"],
    read([row]) {
      const companyId = row && idOf(row, "company_id")
      if (!companyId) return undefined
      const companyName = text(row, "legal_name") ?? text(row, "name") ?? null
      const employeeId = idOf(row, "employee_id")
      return {
        companyId,
        companyName,
        context: {
          company_id: companyId,
          company_name: companyName,
          token_owner: employeeId === undefined ? "company" : "employee",
          ...(employeeId === undefined ? {} : { employee_id: employeeId }),
        },
      }
    },
  },
  checks: [
    { data: "employees", path: "employees/employees", permission: "employees", isRequired: true },
    { data: "contracts", path: "contracts/contract_versions", permission: "contracts", isRequired: false },
    { data: "teams", path: "teams/teams", permission: "employees", isRequired: false },
    { data: "locations", path: "locations/locations", permission: "company_locations", isRequired: false },
    {
      data: "legal_entities",
      path: "companies/legal_entities",
      permission: "company_legal_entities",
      isRequired: false,
    },
    { data: "time_off", path: "timeoff/leaves", permission: "time_off", isRequired: false },
    { data: "custom_fields", path: "custom_fields/fields", permission: "custom_fields", isRequired: false },
    { data: "job_catalog", path: "job_catalog/tree_nodes", permission: "job_catalog", isRequired: false },
  ],
}
