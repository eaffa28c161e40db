import { type Connect, get, isRemote, labelled, postToRead, text } from "@rollcall/connector-kit"

/** Nobody has changed since a day that is to come, so a right is told without the rows that it is for. */
const AHEAD = "2100-01-01"
const tableOf = (name: string) => get(`v1/employees/changed/tables/${name}`, { since: `${AHEAD}T00:00:00Z` })

/**
 * The company is the one of the address, whose domain the customer gave. Its name is a right of its own, so a credential
 * is good without it. What may not be seen is mostly left out without a refusal, so a check that passes promises no
 * column: what a report does not give is told by the sync.
 */
export const connect: Connect = {
  identity: {
    request: get("v1/company_information"),
    fields: ["company_name"],
    mayBeForbidden: true,
    read(body, { company_domain: domain }) {
      if (domain === undefined) return undefined
      const companyName = isRemote(body) ? (text(body, "displayName") ?? text(body, "legalName") ?? null) : null
      return { companyId: domain, companyName, context: { company_name: companyName } }
    },
  },
  checks: [
    {
      ...labelled("employees", "Employees and their contact details", { es: "Personas y sus datos de contacto" }),
      request: get("v1/employees", { "page[limit]": 1 }),
      permission: "an access level that sees all employees (OAuth: employee)",
      isRequired: true,
    },
    {
      ...labelled("reports", "Personal details and addresses", { es: "Datos personales y direcciones" }),
      request: postToRead("v1/reports/custom", { title: "Rollcall", fields: ["id"], filters: { employeeIds: [0] } }),
      permission: "an access level that sees Personal fields (OAuth: report)",
      isRequired: false,
    },
    {
      ...labelled("job_history", "Job titles and their history", { es: "Puestos y su historial" }),
      request: tableOf("jobInfo"),
      permission: "an access level that sees Job Information (OAuth: employee:job)",
      isRequired: false,
    },
    {
      ...labelled("compensation", "Pay and its history", { es: "Salarios y su historial" }),
      request: tableOf("compensation"),
      permission: "an access level that sees Compensation (OAuth: employee:compensation)",
      isRequired: false,
    },
    {
      ...labelled("time_off", "Time off", { es: "Ausencias" }),
      request: get("v1/time_off/requests", { start: AHEAD, end: AHEAD }),
      permission: "an access level that sees Time Off (OAuth: time_off)",
      isRequired: false,
    },
    {
      ...labelled("custom_fields", "Custom fields, departments and locations", {
        es: "Campos propios, departamentos y centros",
      }),
      request: get("v1/meta/fields"),
      permission: "an access level that may read account settings (OAuth: field)",
      isRequired: false,
    },
    {
      ...labelled("webhooks", "News of changes at once", { es: "Aviso inmediato de los cambios" }),
      request: get("v1/webhooks"),
      permission: "an access level that may use the API's webhooks (OAuth: webhooks)",
      isRequired: false,
    },
  ],
}
