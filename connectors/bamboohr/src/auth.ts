import { type ApiKeyAuth, type AuthField, isTimeZone, type OAuth2Auth } from "@rollcall/connector-kit"

/** The name of the company in its address, out of what people paste; anything that is no address of BambooHR stays as it is. */
function companyIn(given: string): string {
  const plain = given.trim()
  // Other letters than these have small forms that are letters of other names.
  if (!/^[\x21-\x7e]*$/.test(plain)) return plain
  const address = plain.toLowerCase().replace(/^https?:\/\//, "")
  const [, ofGateway] = /^api\.bamboohr\.com\/api\/gateway\.php\/([^/?#]+)(?:[/?#].*)?$/.exec(address) ?? []
  const [, ofHost] = /^([^/?#]+)\.bamboohr\.com(?:[/?#].*)?$/.exec(address) ?? []
  return ofGateway ?? ofHost ?? address
}

const companyDomain: AuthField = {
  name: "company_domain",
  isSecret: false,
  isRequired: true,
  // It stands in the address, so this is what keeps a key from going anywhere else.
  pattern: /[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?/,
  normalise: companyIn,
  label: "Company domain",
  placeholder: "acme",
  helpText: "The first part of the address at which you open BambooHR: acme in https://acme.bamboohr.com.",
  malformed: "This is not a company domain. Give the first part of your BambooHR address, or the whole address.",
  translations: {
    es: {
      label: "Dominio de la empresa",
      helpText: "La primera parte de la dirección con la que abres BambooHR: acme en https://acme.bamboohr.com.",
      malformed:
        "Esto no es un dominio de empresa. Escribe la primera parte de tu dirección de BambooHR, o la dirección entera.",
    },
  },
}

const ZONE = /UTC|[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z0-9_+-]+){1,2}/

/** The name of a zone, in whatever case it was typed; what is no zone stays as it is. */
function zoneIn(given: string): string {
  const typed = given.trim()
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone
    // A zone may be known here by an older name than the one that was typed.
    return new RegExp(`^(?:${ZONE.source})$`).test(typed) ? typed : known
  } catch {
    return typed
  }
}

/** No list that a key may read tells it. */
const timeZone: AuthField = {
  name: "time_zone",
  isSecret: false,
  isRequired: false,
  pattern: ZONE,
  normalise: zoneIn,
  accepts: isTimeZone,
  label: "Time zone (optional)",
  placeholder: "Europe/London",
  helpText:
    "The company's time zone decides when a day begins there, and so from when somebody has left. If it is left empty, days are those of UTC.",
  malformed: "This is not a time zone. Give its name, as in Europe/London or America/New_York, or leave it empty.",
  translations: {
    es: {
      label: "Zona horaria (opcional)",
      helpText:
        "La zona horaria de la empresa decide cuándo empieza allí el día y, con ello, desde cuándo alguien ya no trabaja en ella. Si se deja vacía, los días son los de UTC.",
      malformed:
        "Esto no es una zona horaria. Escribe su nombre, como Europe/Madrid o America/New_York, o deja el campo vacío.",
    },
  },
}

const key: AuthField = {
  name: "api_key",
  isSecret: true,
  isRequired: true,
  // Keys are 40 hexadecimal digits today. Whether one is good only BambooHR knows.
  pattern: /[^\p{Cc}\p{Cs}]{1,4096}/u,
  normalise: (given) => given.trim(),
  label: "API key",
  placeholder: "40 letters and digits",
  helpText:
    "Open the menu with your name in BambooHR, API Keys, Add New Key. It sees what you see, so make it as somebody who sees all employees. It is shown once.",
  malformed: "This is not an API key: it is empty or has line breaks in it. Copy it once more, whole.",
  translations: {
    es: {
      label: "Clave de API",
      helpText:
        "Abre el menú con tu nombre en BambooHR, API Keys, Add New Key. La clave ve lo mismo que tú, así que debe crearla alguien que vea a todas las personas. Se muestra una sola vez.",
      malformed: "Esto no es una clave de API: está vacía o tiene saltos de línea. Cópiala otra vez, entera.",
    },
  },
}

export const apiKey: ApiKeyAuth = { format: "api_key", fields: [companyDomain, key, timeZone] }

/** The consent page is on the company's host. `openid` is left out: its token has an issuer that nobody has named. */
export const companyOAuth: OAuth2Auth = {
  format: "oauth2",
  fields: [companyDomain, timeZone],
  authorizePath: "/authorize.php?request=authorize",
  tokenPath: "/token.php?request=token",
  scopes: [
    ...["offline_access", "public.integration", "company:info", "field", "meta", "user", "report", "webhooks"],
    ...["employee", "employee:name", "employee:job", "employee:contact", "employee:compensation"],
    ...["employee:demographic", "employee:identification", "employee:custom_fields", "employee:management"],
    ...["employee:photo", "employee_directory", "sensitive_employee:address", "sensitive_employee:protected_info"],
    ...["time_off", "time_off.write"],
  ],
  scopeSeparator: " ",
  authorizeParams: {},
}
