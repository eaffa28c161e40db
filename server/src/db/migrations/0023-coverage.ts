/** What is known of each field of an account's resources. */
export const coverage = `
select 1;
`
