import { defined, type Lookups, type Remote, refuseInput } from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { shownNameOf } from "../names.js"
import { countryIn } from "./countries.js"
import { customValues } from "./custom-values.js"
import { isOfCountry, listed, nameById, optionName, optionWhere } from "./options.js"

export type Values = Readonly<Record<string, unknown>>
type Person = WriteBody<"employees", "update">

/** Fields of a person by their aliases; of those that are kept in tables of history, the value that holds from now on. */
export function fieldsOf(body: Person, { options = [], countries = [], manager = [], ...custom }: Lookups): Values {
  const title = body.job_title
  const nationality = body.nationality
  return defined({
    firstName: body.first_name,
    middleName: body.middle_name,
    lastName: body.last_name,
    preferredName: body.preferred_name,
    employeeNumber: body.employee_number,
    dateOfBirth: body.date_of_birth,
    ssn: body.ssn,
    gender: body.gender && genderOf(body.gender),
    nationality: nationality && optionWhere(listed(options, "nationality"), isOfCountry(nationality), "nationality"),
    ...(nationality === null ? { nationality: null } : {}),
    jobTitle: title ? optionName(listed(options, "jobTitle"), title, "job_title") : title,
    location: workplaceOf(body.work_location, options),
    reportsTo: managerOf(body.manager, manager),
    ...emailsOf(body.emails),
    ...phonesOf(body.phones),
    ...homeOf(body.home_location, countries),
    ...customValues(body.custom_fields, {
      fields: custom.fields,
      columns: custom.columns,
      options,
    }),
  })
}

const GENDERS: Partial<Record<NonNullable<Person["gender"]>, string>> = {
  female: "Female",
  male: "Male",
  non_binary: "Non-binary",
}
const genderOf = (gender: NonNullable<Person["gender"]>): string =>
  GENDERS[gender] ?? refuseInput("gender", `can't be written: give one of ${Object.keys(GENDERS).join(", ")}`)

function workplaceOf(place: Person["work_location"], options: readonly Remote[]): string | null | undefined {
  return place ? nameById(listed(options, "location"), place.id, "work_location") : place
}

/** Managers are written by the name that is shown of them. */
function managerOf(manager: Person["manager"], rows: readonly Remote[]): string | null | undefined {
  if (!manager) return manager
  const [row] = rows
  return (row && shownNameOf(row)) ?? refuseInput("manager", "is nobody here: give the id of a row of employees")
}

function emailsOf(emails: Person["emails"]): Values {
  if (emails === undefined) return {}
  const [home, otherHome] = emails.filter(({ type }) => type === "personal")
  const [work, otherWork] = emails.filter(({ type }) => type !== "personal")
  if (otherWork || otherHome) refuseInput("emails", "BambooHR keeps one address of work and one personal address")
  return { workEmail: work?.email ?? null, homeEmail: home?.email ?? null }
}

/** A number without a type is one at home, as it is when it is read. */
function phonesOf(phones: Person["phones"]): Values {
  if (phones === undefined) return {}
  const [mobile, otherMobile] = phones.filter(({ type }) => type === "mobile")
  const [work, otherWork] = phones.filter(({ type }) => type === "work")
  const [home, otherHome] = phones.filter(({ type }) => type === undefined)
  if (otherMobile || otherWork || otherHome)
    refuseInput("phones", "BambooHR keeps one number of each type: mobile, work, and one without a type")
  if (mobile?.extension !== undefined || home?.extension !== undefined)
    refuseInput("phones", "only a number of work has an extension in BambooHR")
  return {
    mobilePhone: mobile?.number ?? null,
    workPhone: work?.number ?? null,
    workPhoneExtension: work?.extension ?? null,
    homePhone: home?.number ?? null,
  }
}

function homeOf(home: Person["home_location"], countries: readonly Remote[]): Values {
  if (home === undefined) return {}
  return {
    address1: home.street_1,
    address2: home.street_2,
    city: home.city,
    state: home.state,
    zipcode: home.postal_code,
    country: home.country ? countryIn(countries, home.country, "home_location.country").name : home.country,
  }
}
