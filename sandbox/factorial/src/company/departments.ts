/** Divisions, departments and the jobs in them; the job catalogue, teams and cost centres all come from here. */
export type Department = {
  key: string
  name: string
  division: string | null
  /** Share of the people, relative. */
  weight: number
  headTitle: string
  roles: string[]
  /** Yearly pay of a mid-level person in Spain, in euros. */
  basePay: number
  squads: string[]
}

export const departments: Department[] = [
  {
    key: "engineering",
    name: "Engineering",
    division: "Technology",
    weight: 32,
    headTitle: "VP of Engineering",
    roles: [
      "Backend Engineer",
      "Frontend Engineer",
      "Data Engineer",
      "Site Reliability Engineer",
      "QA Engineer",
      "Mobile Engineer",
    ],
    basePay: 46000,
    squads: [
      "Payments",
      "Core Platform",
      "Mobile Apps",
      "Data Platform",
      "Search",
      "Reliability",
      "Growth Engineering",
      "Identity",
      "Billing",
    ],
  },
  {
    key: "product",
    name: "Product",
    division: "Technology",
    weight: 8,
    headTitle: "Chief Product Officer",
    roles: ["Product Manager", "Product Analyst"],
    basePay: 48000,
    squads: ["Discovery", "Product Operations", "Insights"],
  },
  {
    key: "design",
    name: "Design",
    division: "Technology",
    weight: 6,
    headTitle: "Head of Design",
    roles: ["Product Designer", "UX Researcher"],
    basePay: 40000,
    squads: ["Design System", "Research", "Brand Design"],
  },
  {
    key: "sales",
    name: "Sales",
    division: "Commercial",
    weight: 15,
    headTitle: "Chief Revenue Officer",
    roles: ["Account Executive", "Sales Development Representative", "Sales Engineer"],
    basePay: 34000,
    squads: ["Iberia Sales", "DACH Sales", "France Sales", "UK & Ireland Sales", "Americas Sales"],
  },
  {
    key: "marketing",
    name: "Marketing",
    division: "Commercial",
    weight: 8,
    headTitle: "VP of Marketing",
    roles: ["Content Specialist", "Performance Marketer", "Event Producer"],
    basePay: 33000,
    squads: ["Content", "Demand Generation", "Events"],
  },
  {
    key: "customer",
    name: "Customer Success",
    division: "Commercial",
    weight: 12,
    headTitle: "VP of Customer Success",
    roles: ["Customer Success Manager", "Support Agent", "Onboarding Specialist"],
    basePay: 30000,
    squads: ["Onboarding", "Support Tier 1", "Support Tier 2", "Key Accounts"],
  },
  {
    key: "operations",
    name: "Operations",
    division: null,
    weight: 8,
    headTitle: "Chief Operating Officer",
    roles: ["Operations Analyst", "Office Coordinator", "IT Technician"],
    basePay: 29000,
    squads: ["Workplace", "IT Support", "Procurement"],
  },
  {
    key: "finance",
    name: "Finance & Legal",
    division: null,
    weight: 6,
    headTitle: "Chief Financial Officer",
    roles: ["Accountant", "Financial Controller", "Legal Counsel"],
    basePay: 38000,
    squads: ["Accounting", "Legal", "Tax"],
  },
  {
    key: "people",
    name: "Personas y Cultura",
    division: null,
    weight: 5,
    headTitle: "Chief People Officer",
    roles: ["People Partner", "Talent Acquisition Specialist", "Payroll Specialist"],
    basePay: 34000,
    squads: ["Talent", "People Operations", "Payroll"],
  },
]

export type LevelName = "Junior" | "Mid" | "Senior" | "Lead"

export const levels: { name: LevelName; pay: number; share: number }[] = [
  { name: "Junior", pay: 0.7, share: 3 },
  { name: "Mid", pay: 1, share: 4 },
  { name: "Senior", pay: 1.35, share: 3 },
  { name: "Lead", pay: 1.7, share: 0 },
]
