import { cpus, loadavg, totalmem } from 'node:os';

/** What one benchmark has found: a table, and what there is to know about it. */
export interface Section {
  readonly title: string;
  /** How it was measured, and what is aimed at. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What was found and must not be, in words. */
  readonly broken?: readonly string[];
}

export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  /** Of the minute before. */
  readonly load: number;
}

export function thisMachine(): Machine {
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}

/** The whole report as Markdown. */
export function toMarkdown(machine: Machine, sections: readonly Section[]): string {
  const { date, cpu, cores, memoryGb, node, load } = machine;
  const head = [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\` on ${date} UTC: ${cores} × ${cpu}, ${memoryGb} GB, Node ${node}; load average before it ${load.toFixed(1)}.`,
    'Server, simulated Asterisk and load generator are processes of one machine. Every figure stands beside a limit',
    'measured in the same run, round by round in turn; compare the ratios, not the figures of different machines.',
  ];
  return `${[...head, ...sections.flatMap(sectionLines)].join('\n')}\n`;
}

/** The report with this section in the place of the one of the same title, or at its end. */
export function withSection(report: string, section: Section): string {
  const [head = '', ...others] = report.trimEnd().split('\n\n## ');
  const text = sectionLines(section).join('\n').slice('\n## '.length);
  const kept = others.map((other) => (titleOf(other) === section.title ? text : other));
  return `${[head, ...kept, ...(kept.includes(text) ? [] : [text])].join('\n\n## ')}\n`;
}

function titleOf(section: string): string {
  return section.slice(0, section.indexOf('\n'));
}

/** One section for the terminal. */
export function sectionLines(section: Section): readonly string[] {
  return ['', `## ${section.title}`, '', section.note, '', ...tableLines(section)];
}

function tableLines({ columns, rows }: Section): readonly string[] {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [head, ...body] = cells;
  return [line(head ?? []), rule, ...body.map(line)];
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

export function whole(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ' ');
}

export function fixed(value: number, digits = 2): string {
  return value.toFixed(digits);
}
