/**
 * Fields that every company has: id, alias, type, group, source, name. Groups are what rights are given for.
 * Sources: `e` the employee's column (of the alias's name, or the named one); `j`, `c`, `s`, `b`, `m` a column of the
 * current row of jobInfo, compensation, employmentStatus, bonus, commission; `x` computed; `-` listed, never answered.
 * Id `*`: works everywhere, but `meta/fields` does not list it.
 */
export const STANDARD_FIELDS = `
*|id|int|name|x:id|EEID
*|displayName|text|name|x:displayName|Display name
*|fullName1|text|name|x:firstLast|First name Last name
*|fullName2|text|name|x:lastFirst|Last name, First name
*|fullName3|text|name|x:lastFirstPreferred|Last name, First name (Preferred name)
*|fullName4|text|name|x:preferredLast|Preferred name Last name
*|fullName5|text|name|x:firstMiddleInitialLast|First name M. Last name
*|bestEmail|email|contact|x:bestEmail|Best Email
*|supervisor|text|job|x:supervisor|Manager's name
*|supervisorId|text|job|x:supervisorId|Manager's ID
*|supervisorEId|text|job|x:supervisorEId|Manager's EEID
*|supervisorEmail|email|job|x:supervisorEmail|Manager's email
*|photoUrl|text|photo|x:photoUrl|Photo URL
*|isPhotoUploaded|bool|photo|x:isPhotoUploaded|Photo uploaded
*|lastChanged|timestamp|name|x:lastChanged|Last changed
*|createdByUserId|text|name|e|Created By User ID
*|payGroup|list|job|e|Pay Group
*|age|int|demographic|x:age|Age
*|workPhonePlusExtension|text|contact|x:workPhonePlusExtension|Work Phone + Ext.
*|stateCode|text|address|x:stateCode|State code
*|standardHoursPerWeek|decimal|job|e|Standard Hours Per Week
*|sin|sin|protected_info|e|SIN
*|nationality|list|demographic|e|Nationality
*|payFrequency|text|compensation|c:paySchedule|Pay Frequency
1|firstName|text|name|e|First Name
2|lastName|text|name|e|Last Name
3|hireDate|date|job|e|Hire Date
4|department|list|job|j:department|Department
5|middleName|text|name|e|Middle Name
6|dateOfBirth|date|protected_info|e|Birth Date
7|ssn|ssn|protected_info|e|SSN
8|address1|text|address|e|Address Line 1
9|address2|text|address|e|Address Line 2
10|city|text|address|e|City
11|state|state|address|e|State
12|zipcode|text|address|e|Zip Code
3991|country|country|address|e|Country
13|mobilePhone|phone|contact|e|Mobile Phone
14|homePhone|phone|contact|e|Home Phone
15|workEmail|email|contact|e|Work Email
16|employmentHistoryStatus|list|job|s:employmentStatus|Employment Status
16.1|employmentHistoryStatus|list|job|-|Employment Status - FTE
17|jobTitle|list|job|j:jobTitle|Job Title
18|location|list|job|j:location|Location
19|payRate|currency|compensation|c:rate|Pay rate
19.1|payRate|text|compensation|-|Pay rate - Currency code
91|reportsTo|employee|job|x:reportsTo|Reporting to
154|gender|gender|demographic|e|Gender
155|maritalStatus|marital_status|demographic|e|Marital Status
156|payType|pay_type|compensation|c:type|Pay type
157|eeo|list|demographic|e|EEO Job Category
387|employmentStatus|status|name|x:status|Employment Status|deprecated
387|status|status|name|x:status|Status
634|workPhone|phone|contact|e|Work Phone
635|workPhoneExtension|text|contact|e|Work Ext.
636|employeeNumber|employee_number|name|e|Employee #
1037|ethnicity|list|demographic|e|Ethnicity
1355|division|list|job|j:division|Division
1357|homeEmail|email|contact|e|Home Email
1358|nickname|text|name|e:preferredName|Nickname|deprecated
1358|preferredName|text|name|e|Preferred Name
1936|employeeStatusDate|date|job|s:date|Employment Status: Date
4017|payChangeReason|list|compensation|c:reason|Compensation Change Reason
4021|payRateEffectiveDate|date|compensation|c:startDate|Compensation: Date
4042|exempt|exempt|compensation|c:exempt|Overtime Status
4045||textarea|compensation|c:comment|Compensation comments
4046||textarea|job|s:comment|Employment status comments
4047||date|job|j:date|Job Information: Date
4056|twitterFeed|twitter_handle|contact|e|Twitter Feed
4057|facebook|contact_url|contact|e|Facebook URL
4058|linkedIn|contact_url|contact|e|LinkedIn URL
4060|pinterest|contact_url|contact|e|Pinterest URL
4151|bonusDate|date|compensation|b:bonusDate|Bonus: Date
4152|bonusAmount|currency|compensation|b:bonusAmount|Bonus: Amount
4152.1|bonusAmount|text|compensation|-|Bonus: Amount - Currency code
4153|bonusReason|list|compensation|b:bonusReason|Bonus: Reason
4154|bonusComment|textarea|compensation|b:bonusComment|Bonus: Comment
4155||commission|compensation|-|Commission
4156|commissionDate|date|compensation|m:commissionDate|Commission: Date
4157|commissionAmount|currency|compensation|m:commissionAmount|Commission: Amount
4157.1|commissionAmount|text|compensation|-|Commission: Amount - Currency code
4158|commissionComment|textarea|compensation|m:commissionComment|Commission: Comment
4293||text|demographic|-|College/Institution
4294||list|demographic|-|Degree
4302|acaStatus|aca_status|job|s:acaStatus|Employment Status: ACA Full-Time
4313||list|job|s:terminationTypeId|Termination Type
4314||list|job|s:terminationReasonId|Termination Reason
4315||list|job|s:terminationRehireId|Eligible For Re-hire
4330|payPer|paid_per|compensation|c:paidPer|Paid per
4331|payPeriod|pay_period|compensation|-|Pay Period|deprecated
4333|originalHireDate|date|job|e|Original Hire Date
4372||list|job|-|Asset Category
4386|paySchedule|list|compensation|c:paySchedule|Pay Schedule
4397||direct_deposit|compensation|-|Direct Deposit
4400|timeTrackingEnabled|checkbox|job|e|Time Tracking Enabled
4402|instagram|contact_url|contact|e|Instagram URL
4403|overtimeRate|currency|compensation|c:overtimeRate|Overtime Rate
4403.1|overtimeRate|text|compensation|-|Overtime Rate - Currency code
4404|allergies|text|demographic|e|Allergies
4405|dietaryRestrictions|textarea|demographic|e|Dietary Restrictions
4493|hoursPerPayCycle|text|job|-|Hours Per Pay Cycle
4509||list|job|s:terminationRegrettableId|Regrettable or Non-Regrettable
4510|amount|currency|compensation|-|Annual Amount
4510.1|amount|text|compensation|-|Annual Amount - Currency code
4511|percentage|percentage|compensation|-|Annual Percentage
4523||pay_stubs|compensation|-|Paystubs
4549|teams|multilist|job|e|Teams
-38|terminationDate|date|job|x:terminationDate|Termination Date
-49|payBand|pay_band|compensation|-|Pay Band
-50|jobLevel|text|job|-|Job Level
`

/**
 * Fields that this company has made: id, alias, type, name. One of every type there is for them, two without an alias;
 * those of `list` and `multilist` have a list of the same field id.
 */
export const CUSTOM_FIELDS = `
4337|customNIN1|text|NIN
4338|customTaxFileNumber1|text|Tax File Number
4339|customSecondaryLanguage1|list|Secondary Language
4378|customShirtsize|list|Shirt size
4589|customEmploymentType1|list|Employment Type
4701|customAboutme|textarea|About me
4702|customBadgeNumber|int|Badge number
4703|customCommuteKm|decimal|Commute (km)
4704|customStipend|currency|Home office stipend
4704.1|customStipend|text|Home office stipend - Currency code
4705|customPensionShare|percentage|Pension share
4706|customLaptopReturn|date|Laptop return
4707|customSkills|multilist|Skills
4708|customHasparking|checkbox|Has parking
4709|customAssistantEmail|email|Assistant's email
4710|customOnCallPhone|phone|On-call phone
4711|customPortfolio|contact_url|Portfolio
4712|customTaxCountry|country|Tax country
4713|customTaxState|state|Tax state
4714|customMentor|employee|Mentor
4715|customGenderOnId|gender|Gender on ID
4720||text|Locker
4721||date|Security training
4722||list|Parking deck
`
