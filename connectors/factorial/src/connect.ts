import { type Connect, get, idOf, isRemote, labelled, text } from "@rollcall/connector-kit"

const oneOf = (path: string) => get(path, { limit: 1 })

/** A company credential fills the company's columns, a person's fills the person's; both name the company. */
export const connect: Connect = {
  identity: {
    request: oneOf("api_public/credentials"),
    fields: ["company_id", "company_name", "token_owner", "employee_id"],
    read(body) {
      const row: unknown = isRemote(body) && Array.isArray(body.data) ? body.data[0] : undefined
      const companyId = isRemote(row) ? idOf(row, "company_id") : undefined
      if (!isRemote(row) || !companyId) return undefined
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
    {
      ...labelled("employees", "Employees and their contact details", { es: "Empleados y sus datos de contacto" }),
      request: oneOf("employees/employees"),
      permission: "employees",
      isRequired: true,
    },
    {
      ...labelled("contracts", "Contracts, job titles and salaries", { es: "Contratos, puestos y salarios" }),
      request: oneOf("contracts/contract_versions"),
      permission: "contracts",
      isRequired: false,
    },
    {
      ...labelled("teams", "Teams and managers", { es: "Equipos y responsables" }),
      request: oneOf("teams/teams"),
      permission: "employees",
      isRequired: false,
    },
    {
      ...labelled("locations", "Places of work", { es: "Centros de trabajo" }),
      request: oneOf("locations/locations"),
      permission: "company_locations",
      isRequired: false,
    },
    {
      ...labelled("legal_entities", "Legal entities", { es: "Entidades legales" }),
      request: oneOf("companies/legal_entities"),
      permission: "company_legal_entities",
      isRequired: false,
    },
    {
      ...labelled("time_off", "Time off", { es: "Ausencias" }),
      request: oneOf("timeoff/leaves"),
      permission: "time_off",
      isRequired: false,
    },
    {
      ...labelled("custom_fields", "Custom fields", { es: "Campos personalizados" }),
      request: oneOf("custom_fields/fields"),
      permission: "custom_fields",
      isRequired: false,
    },
    {
      ...labelled("job_catalog", "Job catalogue", { es: "Catálogo de puestos" }),
      request: oneOf("job_catalog/tree_nodes"),
      permission: "job_catalog",
      isRequired: false,
    },
  ],
}
