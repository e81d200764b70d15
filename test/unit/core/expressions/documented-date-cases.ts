import type { DocumentedCase } from './documented-case.ts';

// Source of every case: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data,
// where not said otherwise. Comments at a case say what was decided where the page is silent or contradicts itself.

/** Examples of the date functions. */
export const dateCases: readonly DocumentedCase[] = [
  {
    text: 'CDate([StatusHireDate])',
    attributes: { StatusHireDate: '2020-03-16-07:00' },
    expected: '3/16/2020 7:00:00 AM',
  },
  { text: 'CDate("2021-06-30+08:00")', expected: '6/29/2021 4:00:00 PM' },
  { text: 'CDate("2009-06-15T01:45:30-07:00")', expected: '6/15/2009 8:45:30 AM' },
  { text: 'DateAdd("d", 7, CDate("2012-03-16-07:00"))', expected: '3/23/2012 7:00:00 AM' },
  { text: 'DateAdd("d", -10, CDate("2012-03-16-07:00"))', expected: '3/6/2012 7:00:00 AM' },
  { text: 'DateAdd("ww", 2, CDate("2012-03-16-07:00"))', expected: '3/30/2012 7:00:00 AM' },
  { text: 'DateAdd("m", 10, CDate("2012-03-16-07:00"))', expected: '1/16/2013 7:00:00 AM' },
  { text: 'DateAdd("yyyy", 2, CDate("2012-03-16-07:00"))', expected: '3/16/2014 7:00:00 AM' },
  { text: 'DateDiff("d", CDate("2021-08-18+08:00"), CDate("2021-08-31+08:00"))', expected: 13 },
  { text: 'DateDiff("d", Now(), CDate("2012-03-16-07:00"))', expected: -3449 },
  // Elapsed weeks would be -492.8, so -492: the page counts week boundaries, as Visual Basic does.
  { text: 'DateDiff("ww", "8/25/2021 5:41:18 PM", CDate("2012-03-16-07:00"))', expected: -493 },
  { text: 'DateDiff("m", "8/25/2021 5:41:18 PM", CDate("2012-03-16-07:00"))', expected: -113 },
  { text: 'DateDiff("yyyy", "8/25/2021 5:41:18 PM", CDate("2012-03-16-07:00"))', expected: -9 },
  { text: 'DateDiff("d", CDate("2021-08-31+08:00"), CDate("2021-08-31+08:00"))', expected: 0 },
  { text: 'DateDiff("h", CDate("2021-08-24"), CDate("2021-08-25"))', expected: 24 },
  { text: 'DateDiff("n", CDate("2021-08-24"), CDate("2021-08-25"))', expected: 1440 },
  { text: 'DateDiff("s", CDate("2021-08-24"), CDate("2021-08-25"))', expected: 86400 },
  {
    text: 'Switch([Active], , \n  "1", IIF(DateDiff("d", Now(), CDate([StatusHireDate])) > 5, "False", "True"), \n  "0", "False")',
    attributes: { Active: '1', StatusHireDate: '2021-08-29+00:00' },
    expected: 'True',
  },
  {
    text: 'Switch([Active], , "1", IIF(DateDiff("d", Now(), CDate([StatusHireDate])) > 5, "False", "True"), "0", "False")',
    attributes: { Active: '1', StatusHireDate: '2021-09-29+00:00' },
    expected: 'False',
  },
  // "Returns a DateTime representing January 1, 2012 at 11:00PM"; written as the page's other dates are.
  { text: 'DateFromNum(129699324000000000)', expected: '1/1/2012 11:00:00 PM' },
  {
    text: 'DateFromNum([lastLogonTimestamp])',
    attributes: { lastLogonTimestamp: '129699324000000000' },
    expected: '1/1/2012 11:00:00 PM',
  },
  {
    text: 'FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")',
    attributes: { extensionAttribute1: '20150123105347.1Z' },
    expected: '2015-01-23',
  },
  // An earlier edition of the page, and Graph's list of functions, have three parameters.
  {
    text: 'FormatDateTime([extensionAttribute1], "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")',
    attributes: { extensionAttribute1: '20150123105347.1Z' },
    expected: '2015-01-23',
  },
  { text: 'Now()', expected: '8/25/2021 5:41:18 PM' },
  {
    text: 'NumFromDate(Join("", FormatDateTime([ContractEndDate], ,"yyyy-MM-ddzzz", "yyyy-MM-dd"), " 23:59:59-08:00"))',
    attributes: { ContractEndDate: '2020-12-31-08:00' },
    // 2021-01-01T07:59:59Z in 100-nanosecond intervals since 1601.
    expected: '132539615990000000',
  },
  {
    text: 'NumFromDate(Join("",FormatDateTime([endDate], ,"M/d/yyyy hh:mm:ss tt","yyyy-MM-dd")," 23:59:59-08:00"))',
    attributes: { endDate: '12/31/2020 10:15:00 PM' },
    expected: '132539615990000000',
  },
];
