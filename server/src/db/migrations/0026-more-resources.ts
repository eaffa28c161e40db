/** What reading by windows and by parents keeps. */
export const moreResources = `
-- Of a table that is read by days: the day of the row, as it was told. What is missing is judged inside the days that were read.
alter table mirror_row add column day text;
`
