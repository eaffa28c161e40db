import type { ApiKeyAuth, OAuth2Auth } from "@rollcall/connector-kit"

export const apiKey: ApiKeyAuth = {
  format: "api_key",
  fields: [
    {
      name: "api_key",
      label: "API key",
      isSecret: true,
      isRequired: true,
      pattern: /[\x21-\x7e]{1,4096}/,
      placeholder: "eyJraWQ...",
      helpText: "An administrator makes it in Factorial under Settings, API keys. It is shown once.",
      malformed: "This is not an API key: it has spaces or line breaks in it. Copy it once more, whole.",
      translations: {
        es: {
          label: "Clave de API",
          helpText: "La crea un administrador en Factorial, en Configuración, Claves de API. Se muestra una sola vez.",
          malformed: "Esto no es una clave de API: tiene espacios o saltos de línea. Cópiala otra vez, entera.",
        },
      },
    },
  ],
}

/** A company token sees the whole company; a user token only what its owner's permission group shows. */
export const companyOAuth: OAuth2Auth = {
  format: "oauth2",
  authorizePath: "/oauth/authorize",
  tokenPath: "/oauth/token",
  revokePath: "/oauth/revoke",
  scopes: [
    "employees",
    "contracts",
    "company_legal_entities",
    "company_locations",
    "company_holidays",
    "custom_fields",
    "time_off",
    "time_tracking",
    "job_catalog",
  ],
  scopeSeparator: " ",
  authorizeParams: { resource_owner_type: "company" },
  refreshIdleDays: 7,
}
