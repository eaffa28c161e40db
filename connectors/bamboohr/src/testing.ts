import type { NamedView, Related, Remote } from "@rollcall/connector-kit"
import { bamboohr } from "./index.js"

/** Rows of a made-up person, in the shapes that were seen live. */
export const TODAY = "2026-06-01"

export function viewOf(resource: keyof typeof bamboohr.resources, at = 0): NamedView {
  const found = bamboohr.resources[resource]?.views[at]
  if (!found) throw new Error(`no view ${at} of ${resource}`)
  return found
}
export const mapped = (view: NamedView, row: Remote, related: Related = {}) => view.map(row, related, { today: TODAY })

export const person: Remote = {
  employeeId: "4",
  firstName: "Mara",
  lastName: "Lind",
  preferredName: null,
  photoUrl: "https://images7.bamboohr.com/700001/photos/4-6-4.jpg",
  jobTitleName: "HR Manager",
  status: "Active",
  workEmail: "mara@example.test",
  homeEmail: "mara@home.test",
  workPhone: "555-1",
  workPhoneExtension: "12",
  mobilePhone: null,
  departmentId: 18280,
  departmentName: "Human Resources",
  divisionId: null,
  divisionName: null,
  locationId: "7",
  locationName: "Berlin",
  employmentStatusName: "Full-Time",
  hireDate: "2023-03-03",
  reportsToId: "8",
  reportsToName: "Jon Brandt",
}
export const report: Remote = {
  id: "4",
  employeeNumber: null,
  displayName: "Mara Lind",
  originalHireDate: "0000-00-00",
  terminationDate: "",
  dateOfBirth: "0000-00-00",
  gender: "Non\u2011binary",
  nationality: "German",
  address1: null,
  city: "Springfield",
  state: "",
  country: "United States",
  payGroup: "Weekly",
  teams: ["Blue"],
  standardHoursPerWeek: "37.5",
  ssn: "XXX-XX-1234",
  supervisorEId: "8",
  lastChanged: "2026-06-02T13:10:19+00:00",
  custom: {
    customShirtsize: "M",
    customBadge: "7",
    customHasParking: "Yes",
    customSkills: "b, a",
    customReturn: "0000-00-00",
  },
}
export const fields = [
  { id: "1", name: "Shirt size", type: "list", alias: "customShirtsize" },
  { id: "2", name: "Badge", type: "int", alias: "customBadge" },
  { id: "3", name: "Parking", type: "checkbox", alias: "customHasParking" },
  { id: "5", name: "Skills", type: "multilist", alias: "customSkills" },
  { id: "6", name: "Return", type: "date", alias: "customReturn" },
  { id: "7", name: "Hidden", type: "text", alias: "customHidden" },
]
export const statuses = [{ id: "27284", employeeId: "4", date: "2023-03-03", employmentStatus: "Full-Time" }]
export const jobs = [{ id: "38563", employeeId: "4", date: "2023-03-03", jobTitle: "HR Manager" }]
export const pays = [
  {
    id: "40211",
    employeeId: "4",
    startDate: "2025-01-01",
    rate: { value: "65000.00", currency: "USD" },
    type: "Salary",
    exempt: "Exempt",
    comment: "",
    paidPer: "Year",
    paySchedule: "Every other week",
  },
]
export const related: Related = {
  ...{ report, jobs, pays, statuses, fields, columns: [] },
  places: [{ id: "70", label: "Berlin", archived: false, address: { city: "Berlin", country: { isoCode: "de" } } }],
  teams: [
    { id: "91", name: "Blue", list: "teams", archived: "no" },
    { id: "92", name: "Blue", list: "location" },
  ],
  payGroups: [{ id: "93", name: "Weekly", list: "payGroup" }],
}
