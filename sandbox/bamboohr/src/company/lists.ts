/** Lists of a company and their options; `-` before a name: archived, `!`: not manageable. */
export type ListPlan = {
  alias: string | null
  fieldId: number
  name: string
  options: readonly string[]
  isMultiple?: true
}

export const DEPARTMENTS: Readonly<Record<string, readonly [lead: string, senior: string, junior: string]>> = {
  Engineering: ["Engineering Manager", "Senior Software Engineer", "Software Engineer"],
  "Human Resources": ["HR Manager", "Senior HR Partner", "HR Generalist"],
  Sales: ["Sales Manager", "Account Executive", "Sales Development Rep"],
  "Customer Success": ["Support Manager", "Customer Success Manager", "Support Agent"],
  Marketing: ["Marketing Manager", "Content Strategist", "Marketing Associate"],
  Finance: ["Finance Manager", "Senior Accountant", "Accountant"],
  "Operations & Facilities": ["Operations Manager", "Facilities Lead", "Office Coordinator"],
  Product: ["Product Lead", "Senior Product Manager", "Product Manager"],
}

/** The name that the department Human Resources had before it was made anew under that one. */
export const FORMER_DEPARTMENT = "People Operations"

export const LISTS: readonly ListPlan[] = [
  {
    alias: "department",
    fieldId: 4,
    name: "Department",
    options: [...Object.keys(DEPARTMENTS), `-${FORMER_DEPARTMENT}`],
  },
  {
    alias: "jobTitle",
    fieldId: 17,
    name: "Job Title",
    options: ["CEO", ...Object.values(DEPARTMENTS).flat(), "-Webmaster", "-Office Lead", "-Telephone Operator"],
  },
  {
    alias: "division",
    fieldId: 1355,
    name: "Division",
    options: ["North America", "Europe", "Asia-Pacific", "-Latin America"],
  },
  {
    alias: "employmentHistoryStatus",
    fieldId: 16,
    name: "Employment Status",
    options: [
      "!Contractor",
      "Full-Time",
      "Part-Time",
      "Intern",
      "Furloughed",
      "!Terminated",
      "Temporary",
      "Agency Worker",
    ],
  },
  {
    alias: "teams",
    fieldId: 4549,
    name: "Teams",
    isMultiple: true,
    options: ["Platform", "Growth", "Green Team", "Culture, Events", "-Y2K"],
  },
  {
    alias: "payChangeReason",
    fieldId: 4017,
    name: "Compensation Change Reason",
    options: ["New Hire", "Annual Pay Increase", "Promotion", "Cost of Living", "Equity Adjustment"],
  },
  {
    alias: "paySchedule",
    fieldId: 4386,
    name: "Pay Schedule",
    options: ["Every other week", "Twice a month", "Monthly", "Weekly"],
  },
  { alias: "payGroup", fieldId: 4390, name: "Pay Group", options: ["Monthly payroll", "US payroll"] },
  {
    alias: "nationality",
    fieldId: 4350,
    name: "Nationality",
    options: ["American", "British", "Canada", "German", "Spain"],
  },
  {
    alias: "ethnicity",
    fieldId: 1037,
    name: "Ethnicity",
    options: ["Hispanic or Latino", "White", "Two or More Races"],
  },
  { alias: "eeo", fieldId: 157, name: "EEO Job Category", options: ["Professionals", "Sales Workers", "Technicians"] },
  { alias: "flsaCode", fieldId: 4391, name: "FLSA Code", options: ["Exempt", "Non-exempt"] },
  {
    alias: null,
    fieldId: 4313,
    name: "Termination Type",
    options: ["Resignation (Voluntary)", "Termination (Involuntary)", "Death"],
  },
  {
    alias: null,
    fieldId: 4314,
    name: "Termination Reason",
    options: ["Other employment", "Relocation", "Performance", "End of contract", "Retirement"],
  },
  { alias: null, fieldId: 4315, name: "Eligible For Re-hire", options: ["Yes", "No", "Upon Review"] },
  { alias: null, fieldId: 4509, name: "Regrettable or Non-Regrettable", options: ["Regrettable", "Non-Regrettable"] },
  { alias: null, fieldId: 4153, name: "Bonus: Reason", options: ["Performance", "Referral", "Sign-on"] },
  { alias: null, fieldId: 4372, name: "Asset Category", options: ["Laptop", "Phone", "Badge"] },
  {
    alias: "customSecondaryLanguage1",
    fieldId: 4339,
    name: "Secondary Language",
    options: ["English", "Español", "Français"],
  },
  { alias: "customShirtsize", fieldId: 4378, name: "Shirt size", options: ["S", "M", "L", "XL", "-XXXL"] },
  {
    alias: "customSkills",
    fieldId: 4707,
    name: "Skills",
    isMultiple: true,
    options: ["First aid", "Forklift", "Public speaking", "R&D", "-Telex"],
  },
  { alias: null, fieldId: 4722, name: "Parking deck", options: ["P1", "P2", "Roof"] },
  {
    alias: "customEmploymentType1",
    fieldId: 4589,
    name: "Employment Type",
    options: ["Casual", "Consultant", "Full-time"],
  },
  { alias: null, fieldId: 4732, name: "Certificate", options: ["First aider", "ISO auditor", "Crane licence"] },
]
