/** The kinds of absence of the company. `key` names them inside this folder; columns not listed are the usual ones. */
export type LeaveTypeKey =
  | "holiday"
  | "sick"
  | "parental"
  | "compassionate"
  | "overtime"
  | "public_duty"
  | "home_office"
  | "birthday"
  | "unpaid"
  | "medical_hours"
  | "blood_donation"
  | "garden"

export type LeaveTypePlan = {
  key: LeaveTypeKey
  name: string
  label: string
  identifier: "holiday" | "sick" | "parental" | "compassionate" | "overtime_compensation" | "other" | "custom"
  color: string
  approval?: boolean
  accrues?: boolean
  attachment?: boolean
  endless?: boolean
  workable?: boolean
  payable?: boolean
  active?: boolean
  visible?: boolean
  restricted?: boolean
  maxDays?: number
}

export const leaveTypePlans: LeaveTypePlan[] = [
  { key: "holiday", name: "holiday", label: "Holidays", identifier: "holiday", color: "07A2AD", accrues: true },
  {
    key: "sick",
    name: "sick",
    label: "Sick leave",
    identifier: "sick",
    color: "FF6B5E",
    approval: false,
    attachment: true,
    endless: true,
  },
  {
    key: "parental",
    name: "parental",
    label: "Parental leave",
    identifier: "parental",
    color: "8C5CF2",
    attachment: true,
  },
  {
    key: "compassionate",
    name: "compassionate",
    label: "Bereavement",
    identifier: "compassionate",
    color: "5B6573",
    maxDays: 500,
  },
  {
    key: "overtime",
    name: "overtime_compensation",
    label: "Time off in lieu",
    identifier: "overtime_compensation",
    color: "F2A65C",
    accrues: true,
  },
  { key: "public_duty", name: "other", label: "Public duty", identifier: "other", color: "3D5A80" },
  {
    key: "home_office",
    name: "Home office",
    label: "Home office",
    identifier: "custom",
    color: "59C9A5",
    approval: false,
    workable: true,
  },
  {
    key: "birthday",
    name: "Día de cumpleaños",
    label: "Día de cumpleaños",
    identifier: "custom",
    color: "F25CA2",
    maxDays: 100,
  },
  {
    key: "unpaid",
    name: "Unpaid leave",
    label: "Unpaid leave",
    identifier: "custom",
    color: "B0B7C3",
    payable: false,
    endless: true,
  },
  {
    key: "medical_hours",
    name: "Medical appointment",
    label: "Medical appointment",
    identifier: "custom",
    color: "2EC4B6",
    approval: false,
    attachment: true,
  },
  {
    key: "blood_donation",
    name: "Blood donation",
    label: "Blood donation",
    identifier: "custom",
    color: "D90429",
    active: false,
  },
  {
    key: "garden",
    name: "Garden leave",
    label: "Garden leave",
    identifier: "custom",
    color: "6A994E",
    visible: false,
    restricted: true,
  },
]

export type PolicyPlan = {
  name: string
  description: string
  country: string
  days: number
  daysType: string
  unlimited?: boolean
}

export const policyPlans: PolicyPlan[] = [
  { name: "España", description: "Convenio, 23 working days", country: "es", days: 23, daysType: "working_days" },
  { name: "Portugal", description: "22 working days", country: "pt", days: 22, daysType: "working_days" },
  { name: "France", description: "25 jours ouvrés", country: "fr", days: 25, daysType: "french_ouvres" },
  { name: "Deutschland", description: "28 Urlaubstage", country: "de", days: 28, daysType: "working_days" },
  {
    name: "United Kingdom",
    description: "25 days plus bank holidays",
    country: "gb",
    days: 25,
    daysType: "working_days",
  },
  { name: "México", description: "Natural days", country: "mx", days: 14, daysType: "natural_days" },
  {
    name: "United States",
    description: "Unlimited paid time off",
    country: "us",
    days: 0,
    daysType: "working_days",
    unlimited: true,
  },
]
