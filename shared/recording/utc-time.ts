/** Reads and checks UTC times without the host's `Date`, and to the nanosecond, which `Date` does not know. */

const UTC_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_YEAR = 1970;
/** 64 bits of nanoseconds reach into 2554; what is left is for a session that lasts centuries on a virtual clock. */
const LAST_YEAR = 2199;
const NANOSECONDS = 1_000_000_000n;

/** Nanoseconds from 1970 to `text`, a time such as `2026-03-01T12:00:00.000Z`; null if it is none, or not between 1970 and 2199. */
export function unixNanoseconds(text: string): bigint | null {
  const match = UTC_TIME.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  let days = day - 1;
  for (let past = FIRST_YEAR; past < year; past += 1) days += isLeapYear(past) ? 366 : 365;
  for (let past = 1; past < month; past += 1) days += daysInMonth(year, past);
  const seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
  return BigInt(seconds) * NANOSECONDS + BigInt((match[7] ?? "").padEnd(9, "0"));
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1]!;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
