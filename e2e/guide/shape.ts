/** A line without what differs from one day and one release to the next: times, durations, call numbers, versions. */
export function shape(line: string): string {
  return line
    .replace(/^\d\d:\d\d:\d\d/, 'TIME')
    .replace(/ · \d+ s$/, ' · N s')
    .replace(/ call \d+ /, ' call N ')
    .replace(/\b\d+( more)? (events|states) /g, 'N$1 $2 ')
    .replace(/\b(16|18|20|22)\.[\w.~+-]+/, 'VERSION');
}
