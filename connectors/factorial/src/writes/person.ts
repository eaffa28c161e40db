import { defined, type Remote, refuseInput, text } from "@rollcall/connector-kit"
import { isSameText, type WriteBody } from "@rollcall/contract"

export type Values = Readonly<Record<string, unknown>>
type Person = WriteBody<"employees", "update">

/** Steps are named by it, so it has to look like one. */
export const numericId = (id: string, path: string): string =>
  /^\d{1,40}$/.test(id) ? id : refuseInput(path, `${id} is no id here: give the id of a row, as a list answers it`)

/** What a hire and a change take under the same names. Empty values are null. */
export function columnsOf(body: Person): Values {
  const { manager, work_location: place } = body
  if (place === null) refuseInput("work_location", "can't be empty in Factorial: give another one")
  return defined({
    first_name: body.first_name,
    last_name: body.last_name,
    gender: body.gender,
    birthday_on: body.date_of_birth,
    nationality: body.nationality,
    social_security_number: body.ssn,
    company_identifier: body.employee_number,
    phone_number: phoneOf(body.phones),
    address_line_2: body.home_location?.street_2,
    city: body.home_location?.city,
    state: body.home_location?.state,
    postal_code: body.home_location?.postal_code,
    country: body.home_location?.country,
    legal_entity_id: body.company?.id,
    location_id: place?.id,
    manager_id: manager === null ? null : manager?.id,
  })
}

/** Codes, which Factorial may show in another case than they were sent in. */
const CODES: ReadonlySet<string> = new Set(["country", "nationality", "gender"])

/** Whether a row shows the value that was sent. */
export function showsSent(row: Remote, name: string, value: unknown): boolean {
  const shown = text(row, name) ?? null
  return shown === value || (CODES.has(name) && shown !== null && isSameText(shown, String(value)))
}

/** Factorial has one number, and no extensions. */
function phoneOf(phones: Person["phones"]): string | null | undefined {
  if (phones === undefined) return undefined
  const [phone, ...others] = phones
  if (others.length > 0) refuseInput("phones", "Factorial keeps one number: give one")
  if (phone?.extension !== undefined) refuseInput("phones", "Factorial keeps no extension: write it into the number")
  return phone?.number ?? null
}

type Emails = { work: string | undefined; personal: string | undefined }

/** An address without a type is one of work. */
export function emailsIn({ emails = [] }: Pick<Person, "emails">): Emails {
  const [personal, otherPersonal] = emails.filter(({ type }) => type === "personal")
  const [work, otherWork] = emails.filter(({ type }) => type !== "personal")
  if (otherWork || otherPersonal) refuseInput("emails", "Factorial keeps one address of work and one personal address")
  return { work: work?.email, personal: personal?.email }
}

/** The address of work is the one to sign in with, and only a hire sets it. */
export function changedEmails(body: Person, row: Remote): Values {
  if (body.emails === undefined) return {}
  const { work, personal } = emailsIn(body)
  const known = [text(row, "login_email"), text(row, "email")].flatMap((one) => one?.toLowerCase() ?? [])
  if (work !== undefined && !known.includes(work.toLowerCase()))
    refuseInput(
      "emails",
      "Factorial does not let others change the address of work: give the one there is, or leave it out",
    )
  return { personal_email: personal ?? null }
}
