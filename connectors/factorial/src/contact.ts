import { lookUp, type Remote, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"

type Email = NonNullable<Employee["emails"]>[number]

/** `login_email` is the work address; `email` may be a private one, so beside another login its kind is unknown. */
export function emailsOf(employee: Remote): Email[] {
  const login = text(employee, "login_email")
  const email = text(employee, "email")
  const personal = text(employee, "personal_email")
  const found: { email: string; type?: "work" | "personal" }[] = []
  if (login) found.push({ email: login, type: "work" })
  if (email) found.push(login ? { email } : { email, type: "work" })
  if (personal) found.push({ email: personal, type: "personal" })
  const seen = new Map<string, { email: string; type?: "work" | "personal" }>()
  for (const one of found) {
    const key = one.email.toLowerCase()
    const there = seen.get(key)
    if (!there) seen.set(key, one)
    else if (!there.type && one.type) seen.set(key, { ...there, type: one.type })
  }
  return [...seen.values()].map((one, index) => ({ ...one, is_primary: index === 0 }))
}

export function phonesOf(employee: Remote): NonNullable<Employee["phones"]> {
  const number = text(employee, "phone_number")
  return number ? [{ number }] : []
}

const GENDERS: Readonly<Record<string, NonNullable<Employee["gender"]>>> = {
  female: "female",
  male: "male",
  non_binary: "non_binary",
  nonbinary: "non_binary",
}

export function genderOf(employee: Remote): Pick<Employee, "gender" | "gender_source"> {
  const source = text(employee, "gender")
  return { gender: lookUp(source, GENDERS, "other"), gender_source: source }
}
