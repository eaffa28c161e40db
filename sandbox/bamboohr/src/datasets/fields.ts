import { CUSTOM_FIELDS } from "../fields/standard-fields.js"

/** A field of a dataset: whose value it is, by alias or id; `currency` is the code of money. */
export type DatasetField = { name: string; entity: string; label: string; field: string; part: "value" | "currency" }

/** `name|entity|label|field`; without a field, that of the same name. */
const STANDARD = `
eeid|calculated|EEID|id
employeeNumber|personal|Employee #
status|defaultStatus|Status
firstName|personal|First Name
middleName|personal|Middle Name
lastName|personal|Last Name
preferredName|personal|Preferred Name
firstNameLastName|calculated|First name Last name|fullName1
lastNameFirstName|calculated|Last name, First name|fullName2
email|personal|Work Email|workEmail
homeEmail|personal|Home Email
workPhone|personal|Work Phone
workExtension|personal|Ext.|workPhoneExtension
workPhoneExt|personal|Work phone + ext.|workPhonePlusExtension
mobilePhone|personal|Mobile Phone
homePhone|personal|Home Phone
addressLineOne|personal|Address line 1|address1
addressLineTwo|personal|Address line 2|address2
city|personal|City
state|personal|State
zipcode|personal|Zip Code
country|personal|Country
linkedinUrl|personal|LinkedIn URL|linkedIn
facebookUrl|personal|Facebook URL|facebook
instagramUrl|personal|Instagram URL|instagram
pinterestUrl|personal|Pinterest URL|pinterest
twitterFeed|personal|Twitter Feed
dateOfBirth|personal|Date of Birth
age|calculated|Age
gender|personal|Gender
maritalStatus|personal|Marital Status
nationality|personal|Nationality
ethnicity|job|Ethnicity
eeoJobCategory|job|EEO Job Category|eeo
allergies|personal|Allergies
dietaryRestrictions|personal|Dietary Restrictions
ssn|personal|SSN
sin|personal|SIN
hireDate|job|Hire Date
originalHireDate|job|Original Hire Date
terminationDate|calculated|Termination Date
standardHoursPerWeek|job|Standard Hours Per Week
payGroup|job|Pay Group
createdByUserId|calculated|Created By User Id
supervisorId|calculated|Supervisor ID
supervisorEid|calculated|Supervisor EID|supervisorEId
supervisorName|calculated|Supervisor name|supervisor
supervisorEmail|calculated|Supervisor email
lastChanged|calculated|Last changed
lastChangedIso|calculated|Last changed: ISO|lastChanged
jobInformationEffectiveDate|jobInformation|Effective Date|4047
jobInformationJobTitle|jobInformation|Job Title|jobTitle
jobInformationDepartment|jobInformation|Department|department
jobInformationDivision|jobInformation|Division|division
jobInformationLocation|jobInformation|Location|location
jobInformationReportsTo|jobInformation|Reports To|reportsTo
teams|jobInformation|Teams
compensationEffectiveDate|compensation|Effective Date|payRateEffectiveDate
compensationPayRate|compensation|Pay Rate|payRate
compensationPayRateCurrencyCode|compensation|Pay rate - Currency code|payRate|currency
compensationPayType|compensation|Pay Type|payType
compensationPaidPer|compensation|Paid Per|payPer
compensationPaySchedule|compensation|Pay Schedule|paySchedule
compensationOvertimeStatus|compensation|Overtime Status|exempt
compensationOvertimeRate|compensation|Overtime Rate|overtimeRate
compensationOvertimeRateCurrencyCode|compensation|Overtime Rate - Currency code|overtimeRate|currency
compensationChangeReason|compensation|Compensation Change Reason|payChangeReason
compensationComments|compensation|Compensation Comments|4045
employmentStatus|employmentStatus|Employment Status|employmentHistoryStatus
employmentStatusEffectiveDate|employmentStatus|Effective Date|employeeStatusDate
employmentStatusComment|employmentStatus|Comment|4046
employmentStatusTerminationReason|employmentStatus|Termination Reason|4314
employmentStatusTerminationType|employmentStatus|Termination Type|4313
employmentStatusEligibleForRehire|employmentStatus|Eligible for Rehire|4315
employmentStatusRegrettableOrNonRegrettable|employmentStatus|Regrettable or Non-Regrettable|4509
bonusAmount|bonus|Bonus Amount
bonusAmountCurrencyCode|bonus|Bonus: Amount - Currency Code|bonusAmount|currency
bonusDate|bonus|Bonus Date
bonusReason|bonus|Bonus Reason
bonusComment|bonus|Bonus Comment
commissionAmount|commission|Commission Amount
commissionAmountCurrencyCode|commission|Commission: Amount - Currency code|commissionAmount|currency
commissionDate|commission|Commission Date
commissionComment|commission|Commission Comment
`

const custom = CUSTOM_FIELDS.trim()
  .split("\n")
  .map((line) => line.split("|"))
  .filter(([id = ""]) => !id.includes("."))
  .flatMap(([id = "", , type, label = ""]): DatasetField[] => {
    const own = { entity: "custom", label, field: id }
    const value: DatasetField = { ...own, name: `customField${id}`, part: "value" }
    return type === "currency" ? [value, { ...own, name: `customField${id}CurrencyCode`, part: "currency" }] : [value]
  })

/** Custom fields go by the same id as in `meta/fields`. */
export const DATASET_FIELDS: readonly DatasetField[] = [
  ...STANDARD.trim()
    .split("\n")
    .map((line): DatasetField => {
      const [name = "", entity = "", label = "", field = name, part] = line.split("|")
      return { name, entity, label, field, part: part === "currency" ? "currency" : "value" }
    }),
  ...custom,
]
