-- Every writer holds the row's lock, so that nobody asks who wrote last.
alter table license drop column revision;
